package dev.nightjar.source.log.plan;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Plans in EXPLAIN's XML format, 13 to 18. Of a plan that is cut off, what is there counts. */
final class XmlPlans {
    private XmlPlans() {}

    /** The plan of {@code <Plan>...</Plan>} and whatever follows. */
    static PlanNode tree(String xml) {
        PlanFields root = new PlanFields();
        int start = xml.indexOf("<Plan>");
        if (start < 0) {
            return PlanTexts.unknown();
        }
        try {
            read(new StringReader(xml.substring(start)), root);
        } catch (XMLStreamException endOrCutOff) {
            return root.node();
        }
        return root.node();
    }

    private static void read(StringReader text, PlanFields root) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(text);
        Deque<PlanFields> path = new ArrayDeque<>();
        StringBuilder value = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    value.setLength(0);
                    if (reader.getLocalName().equals("Plan")) {
                        PlanFields node = path.isEmpty() ? root : new PlanFields();
                        if (!path.isEmpty()) {
                            path.peek().add(node);
                        }
                        path.push(node);
                    }
                }
                case XMLStreamConstants.CHARACTERS -> value.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (reader.getLocalName().equals("Plan")) {
                        path.pop();
                    } else if (!path.isEmpty()) {
                        // Names hold blanks elsewhere; "I/O" becomes "I-O", which is not needed here.
                        path.peek().put(reader.getLocalName().replace('-', ' '), value.toString());
                    }
                    value.setLength(0);
                }
                default -> {}
            }
        }
    }
}
