package dev.nightjar.advise.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads PostgreSQL's text form of a one-dimensional array; nested arrays stay one text each. */
final class ArrayText {
    private ArrayText() {}

    static List<String> elements(Optional<String> array) {
        return array.map(ArrayText::elements).orElse(List.of());
    }

    private static List<String> elements(String text) {
        List<String> elements = new ArrayList<>();
        StringBuilder element = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\' && i + 1 < text.length()) {
                    element.append(text.charAt(++i));
                } else if (c == '"') {
                    quoted = false;
                } else {
                    element.append(c);
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' && depth++ == 0) {
                element.setLength(0);
            } else if (c == '}' && --depth == 0) {
                if (element.length() > 0 || !elements.isEmpty()) {
                    elements.add(element.toString());
                }
            } else if (c == ',' && depth == 1) {
                elements.add(element.toString());
                element.setLength(0);
            } else {
                element.append(c);
            }
        }
        return elements;
    }
}
