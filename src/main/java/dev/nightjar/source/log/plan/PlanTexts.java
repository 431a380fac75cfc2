package dev.nightjar.source.log.plan;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;
import dev.nightjar.source.log.bytes.Unescaper;
import dev.nightjar.sql.Fingerprinter;
import java.util.List;

/** auto_explain's output in text, JSON, XML and YAML: the query in it, and the plan as a tree. */
public final class PlanTexts {
    /** Bytes of a plan that are kept. */
    public static final int LONGEST = 20_000;

    private static final byte[] TEXT_QUERY = ByteSearch.ascii("Query Text: ");
    private static final byte[] JSON_QUERY = ByteSearch.ascii("\"Query Text\": \"");
    private static final byte[] JSON_PLAN = ByteSearch.ascii("\"Plan\": {");
    private static final byte[] XML_PLAN = ByteSearch.ascii("<Plan>");
    private static final byte[] XML_QUERY = ByteSearch.ascii("<Query-Text>");
    private static final byte[] XML_QUERY_END = ByteSearch.ascii("</Query-Text>");

    private PlanTexts() {}

    /** Sets {@code query} to the SQL of the plan, and cuts {@code plan} down to what comes after it where possible. */
    public static void queryOf(Slice plan, Slice query, Unescaper unescaper) {
        int start = plan.from;
        while (start < plan.to && plan.bytes[start] <= ' ' && plan.bytes[start] >= 0) {
            start++;
        }
        plan.from = start;
        if (plan.isEmpty()) {
            return;
        }
        switch (plan.bytes[start]) {
            case '{' -> json(plan, query, unescaper);
            case '<' -> xml(plan, query, unescaper);
            default -> text(plan, query, unescaper);
        }
    }

    private static void json(Slice plan, Slice query, Unescaper unescaper) {
        int key = ByteSearch.find(plan.bytes, plan.from, plan.to, JSON_QUERY);
        if (key < 0) {
            return;
        }
        int from = key + JSON_QUERY.length;
        int to = from;
        while (to < plan.to && plan.bytes[to] != '"') {
            to += plan.bytes[to] == '\\' ? 2 : 1;
        }
        to = Math.min(to, plan.to);
        unescaper.unescapeJson(plan.bytes, from, to, query);
        int start = ByteSearch.find(plan.bytes, to, plan.to, JSON_PLAN);
        plan.from = start < 0 ? plan.to : start + JSON_PLAN.length - 1;
    }

    private static void xml(Slice plan, Slice query, Unescaper unescaper) {
        int key = ByteSearch.find(plan.bytes, plan.from, plan.to, XML_QUERY);
        int end = ByteSearch.find(plan.bytes, plan.from, plan.to, XML_QUERY_END);
        if (key >= 0 && end > key) {
            unescaper.unescapeXml(plan.bytes, key + XML_QUERY.length, end, query);
            int start = ByteSearch.find(plan.bytes, end, plan.to, XML_PLAN);
            plan.from = start < 0 ? plan.to : start;
        }
    }

    /** In text the query ends where a line looks like the first node of a plan; in YAML it is a JSON string. */
    private static void text(Slice plan, Slice query, Unescaper unescaper) {
        if (!plan.startsWith(TEXT_QUERY)) {
            return;
        }
        int from = plan.from + TEXT_QUERY.length;
        if (from < plan.to && plan.bytes[from] == '"' && endsQuotedLine(plan, from)) {
            int to = ByteSearch.find(plan.bytes, from, plan.to, (byte) '\n');
            unescaper.unescapeJson(plan.bytes, from + 1, to - 1, query);
            plan.from = Math.min(plan.to, to + 1);
            return;
        }
        int parameters = PlanParameters.start(plan.bytes, from, plan.to);
        int start = parameters < 0 ? from : PlanParameters.end(plan.bytes, parameters, plan.to);
        int end = TextPlans.planStart(plan.bytes, start, plan.to);
        query.set(plan.bytes, from, parameters < 0 ? end : parameters);
        plan.from = Math.min(plan.to, end + 1);
    }

    private static boolean endsQuotedLine(Slice plan, int from) {
        int end = ByteSearch.find(plan.bytes, from, plan.to, (byte) '\n');
        return end > from + 1 && plan.bytes[end - 1] == '"' && end + 1 < plan.to && plan.bytes[end + 1] != ' ';
    }

    /** The plan as a tree. */
    public static PlanNode tree(String text) {
        String plan = text.strip();
        if (plan.startsWith("{")) {
            return JsonPlans.tree(plan);
        }
        if (plan.startsWith("<")) {
            return XmlPlans.tree(plan);
        }
        return YamlPlans.isOne(plan) ? YamlPlans.tree(plan) : TextPlans.tree(plan);
    }

    /** A condition without constants. */
    public static String redact(String condition) {
        return Fingerprinter.canonical(condition).readable();
    }

    static PlanNode unknown() {
        double nan = Double.NaN;
        return new PlanNode("Unknown", "", "", "", "", "", nan, nan, nan, nan, nan, nan, nan, nan, nan, List.of());
    }
}
