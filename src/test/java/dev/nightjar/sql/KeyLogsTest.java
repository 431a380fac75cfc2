package dev.nightjar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text that a server logged and the text of its pg_stat_statements, by the query id that it gave both. */
class KeyLogsTest {

    @ParameterizedTest
    @ValueSource(strings = {"pg15", "pg18"})
    void aQueryIdHasOneFingerprintInLogAndExtension(String server) throws IOException {
        Map<String, String> extension = new TreeMap<>();
        for (JsonNode row : read(server + ".pg_stat_statements.json")) {
            extension.put(row.get("queryid").asString(), row.get("query").asString());
        }
        int joined = 0;
        for (JsonNode statement : read(server + ".key.json").get("statements")) {
            String sample = statement.get("sample").asString();
            boolean sameText = !sample.startsWith("EXECUTE") && !sample.startsWith("PREPARE") && !sample.contains(";");
            for (String queryId : statement.get("query_ids").propertyNames()) {
                if (sameText && extension.containsKey(queryId)) {
                    assertThat(Fingerprinter.canonical(sample))
                            .isEqualTo(Fingerprinter.canonical(extension.get(queryId)));
                    joined++;
                }
            }
        }
        assertThat(joined).isGreaterThan(30);
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream in = KeyLogsTest.class.getResourceAsStream("/logs/" + name)) {
            return JsonMapper.shared().readTree(in);
        }
    }
}
