package dev.nightjar.config;

import java.util.List;
import java.util.Map;

/** A YAML document with the line of every node, which Jackson's own tree does not keep. */
sealed interface YamlNode {

    int line();

    /** Keys in the order of the file. */
    record Mapping(Map<String, YamlNode> entries, Map<String, Integer> keyLines, int line) implements YamlNode {}

    record Items(List<YamlNode> items, int line) implements YamlNode {}

    /**
     * A single value.
     *
     * @param text with placeholders replaced
     * @param raw as it stands in the file, which is what messages may show
     */
    record Scalar(String text, String raw, ScalarType type, int line) implements YamlNode {

        /** Whether a placeholder was replaced, so that the text may stand for a number as well. */
        boolean expanded() {
            return !text.equals(raw);
        }
    }

    /** What YAML takes a value for. */
    enum ScalarType {
        TEXT,
        NUMBER,
        FLAG,
        NOTHING
    }
}
