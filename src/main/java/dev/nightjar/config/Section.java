package dev.nightjar.config;

import dev.nightjar.config.YamlNode.Items;
import dev.nightjar.config.YamlNode.Mapping;
import dev.nightjar.config.YamlNode.Scalar;
import dev.nightjar.config.YamlNode.ScalarType;
import dev.nightjar.model.target.Secret;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One mapping of a job file, whose keys are known; every mistake names file, line, key and what is allowed. */
final class Section {
    private final String file;
    private final String path;
    private final Mapping mapping;

    private Section(String file, String path, Mapping mapping) {
        this.file = file;
        this.path = path;
        this.mapping = mapping;
    }

    /** @throws ConfigurationException on a key that is not allowed */
    static Section of(String file, Mapping mapping, String... allowed) {
        return new Section(file, "", mapping).allowing(allowed);
    }

    private Section allowing(String... allowed) {
        for (String key : mapping.entries().keySet()) {
            if (key.equals("password")) {
                throw error(
                        key,
                        "passwords do not belong into a job file; name an environment variable with passwordEnv"
                                + " or a file with passwordFile");
            }
            if (!Arrays.asList(allowed).contains(key)) {
                throw error(
                        key,
                        "unknown key '" + name(key) + "'; allowed " + (path.isEmpty() ? "here" : "in " + path) + " are "
                                + String.join(", ", allowed));
            }
        }
        return this;
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    Optional<Section> section(String key, String... allowed) {
        return inner(key).map(inner -> inner.allowing(allowed));
    }

    /** A mapping whose keys are names that the user chose. */
    Map<String, Section> sections(String key) {
        Map<String, Section> sections = new LinkedHashMap<>();
        inner(key)
                .ifPresent(inner -> inner.mapping
                        .entries()
                        .keySet()
                        .forEach(name -> sections.put(
                                name,
                                inner.inner(name)
                                        .orElseThrow(() -> inner.error(
                                                name, "'" + inner.name(name) + "' needs keys and numbers below it")))));
        return sections;
    }

    private Optional<Section> inner(String key) {
        YamlNode node = mapping.entries().get(key);
        if (node == null || (node instanceof Scalar scalar && scalar.type() == ScalarType.NOTHING)) {
            return Optional.empty();
        }
        if (node instanceof Mapping inner) {
            return Optional.of(new Section(file, name(key), inner));
        }
        throw error(key, "'" + name(key) + "' needs keys and values below it, indented");
    }

    /** All its keys with a number each. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        mapping.entries().keySet().forEach(key -> numbers.put(key, number(key, Double.NaN)));
        return numbers;
    }

    String text(String key, String example) {
        return optionalText(key)
                .orElseThrow(() -> new ConfigurationException(
                        file, mapping.line(), "'" + name(key) + "' is missing; add it, e.g. " + key + ": " + example));
    }

    Optional<String> optionalText(String key) {
        return scalar(key).map(scalar -> text(key, scalar));
    }

    private String text(String key, Scalar scalar) {
        if (scalar.type() != ScalarType.TEXT) {
            throw error(key, "'" + name(key) + "' must be a text; put " + scalar.raw() + " into quotes");
        }
        if (scalar.text().isBlank()) {
            throw error(key, "'" + name(key) + "' is empty; give a value or leave the key out");
        }
        return scalar.text();
    }

    /** A list of texts; one text stands for a list of one. */
    List<String> texts(String key) {
        if (mapping.entries().get(key) instanceof Items items) {
            return items.items().stream()
                    .map(item -> {
                        if (item instanceof Scalar scalar) {
                            return text(key, scalar);
                        }
                        throw new ConfigurationException(
                                file, item.line(), "'" + name(key) + "' must be a list of texts");
                    })
                    .toList();
        }
        return optionalText(key).map(List::of).orElse(List.of());
    }

    double number(String key, double otherwise) {
        return scalar(key)
                .map(scalar -> {
                    if (scalar.type() == ScalarType.NUMBER || scalar.expanded()) {
                        try {
                            return Double.parseDouble(scalar.text().replace("_", ""));
                        } catch (NumberFormatException e) {
                            throw error(key, "'" + name(key) + "' must be a number, not " + scalar.raw());
                        }
                    }
                    throw error(key, "'" + name(key) + "' must be a number, not " + scalar.raw());
                })
                .orElse(otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        return scalar(key)
                .map(scalar -> {
                    if (scalar.text().equals("true") || scalar.text().equals("false")) {
                        return scalar.text().equals("true");
                    }
                    throw error(key, "'" + name(key) + "' must be true or false, not " + scalar.raw());
                })
                .orElse(otherwise);
    }

    /** A text in a form of its own; the reader refuses what it cannot read by any runtime exception. */
    <T> Optional<T> parsed(String key, String form, Function<String, T> reader) {
        return scalar(key).map(scalar -> {
            String text = text(key, scalar);
            try {
                return reader.apply(text);
            } catch (RuntimeException e) {
                throw error(key, "'" + name(key) + "' must be " + form + ", not " + Secret.removedFrom(scalar.raw()));
            }
        });
    }

    <T> T parsed(String key, String form, T otherwise, Function<String, T> reader) {
        return parsed(key, form, reader).orElse(otherwise);
    }

    ConfigurationException error(String key, String message) {
        return new ConfigurationException(file, mapping.keyLines().getOrDefault(key, mapping.line()), message);
    }

    private Optional<Scalar> scalar(String key) {
        YamlNode node = mapping.entries().get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof Scalar scalar) {
            if (scalar.type() == ScalarType.NOTHING) {
                throw error(key, "'" + name(key) + "' has no value; give one or leave the key out");
            }
            return Optional.of(scalar);
        }
        throw error(key, "'" + name(key) + "' must be a single value");
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
