package dev.nightjar.config;

import dev.nightjar.config.YamlNode.Items;
import dev.nightjar.config.YamlNode.Mapping;
import dev.nightjar.config.YamlNode.Scalar;
import dev.nightjar.config.YamlNode.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads one YAML document strictly: no duplicate keys, no anchors, no second document. */
final class YamlReader {
    private final String file;
    private final Placeholders placeholders;

    YamlReader(String file, Placeholders placeholders) {
        this.file = file;
        this.placeholders = placeholders;
    }

    Mapping read(String yaml) {
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), yaml)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new ConfigurationException(
                        file, first == null ? 1 : line(parser), "expected keys and values, e.g. target: shop");
            }
            Mapping document = mapping(parser);
            if (parser.nextToken() != null) {
                throw new ConfigurationException(
                        file, line(parser), "a job file holds one document; put the next one into a file of its own");
            }
            return document;
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ConfigurationException(
                    file, line, "not YAML (" + firstLine(e.getOriginalMessage()) + "); check indentation and quotes");
        }
    }

    private Mapping mapping(JsonParser parser) {
        int start = line(parser);
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        Map<String, Integer> keyLines = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = line(parser);
            parser.nextToken();
            if (entries.put(key, node(parser)) != null) {
                throw new ConfigurationException(file, keyLine, "the key '" + key + "' is there twice; keep one");
            }
            keyLines.put(key, keyLine);
        }
        return new Mapping(entries, keyLines, start);
    }

    private YamlNode node(JsonParser parser) {
        int line = line(parser);
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new ConfigurationException(
                    file, line, "anchors and aliases (& and *) are not supported; write the value out");
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> mapping(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> {
                String raw = parser.getString();
                yield new Scalar(placeholders.expand(raw, file, line), raw, ScalarType.TEXT, line);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                new Scalar(parser.getString(), parser.getString(), ScalarType.NUMBER, line);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(parser.getString(), parser.getString(), ScalarType.FLAG, line);
            case VALUE_NULL -> new Scalar("", "", ScalarType.NOTHING, line);
            default -> throw new ConfigurationException(file, line, "cannot read a value of the kind " + token);
        };
    }

    private Items items(JsonParser parser) {
        int start = line(parser);
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser));
        }
        return new Items(items, start);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static String firstLine(String message) {
        return message.strip().lines().findFirst().orElse("unreadable");
    }
}
