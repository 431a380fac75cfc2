package dev.nightjar.store;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as JSON, to be read back by Nightjar only. NaN stays NaN (as a text). A component that a record lost is
 * ignored; one that it gained makes old values unreadable unless it is an object that may be missing.
 */
final class StoredJson {
    private final JsonMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    byte[] write(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws JacksonException when it was written by a release whose record looked too different
     */
    <T> T read(byte[] json, Class<T> type) {
        return mapper.readValue(json, type);
    }

    <T> List<T> readList(byte[] json, Class<T> element) {
        return mapper.readValue(json, mapper.getTypeFactory().constructCollectionType(List.class, element));
    }

    Map<String, String> texts(String text) {
        return mapper.readValue(text, new TypeReference<Map<String, String>>() {});
    }

    String text(Object value) {
        return mapper.writeValueAsString(value);
    }
}
