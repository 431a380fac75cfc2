package dev.nightjar.source.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The logs of real servers in the test resources, and their keys. */
final class KeyLogs {
    private KeyLogs() {}

    static JsonNode key(String server) {
        try (InputStream in = KeyLogs.class.getResourceAsStream("/logs/" + server + ".key.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String name) {
        try (InputStream in = source(name).open(0)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LogSource source(String name) {
        InputStream in = KeyLogs.class.getResourceAsStream("/logs/" + name);
        if (in == null) {
            throw new IllegalArgumentException("no test log " + name);
        }
        return new StreamLogSource(name, in);
    }

    static LogDigest digest(String name) {
        return analyse(name).digest();
    }

    static LogAnalysis.Result analyse(String name) {
        return new LogAnalysis(LogOptions.standard()).run(List.of(source(name)));
    }

    /** Calls and microseconds by text in the key's notation; column numbers in ORDER BY and GROUP BY hidden. */
    static Map<String, List<Long>> byKeyText(LogDigest digest) {
        Map<String, List<Long>> statements = new TreeMap<>();
        for (StatementStats statement : digest.byTotalTime()) {
            String text = statement
                    .text()
                    .replace(" /*, ... */", "")
                    .replaceAll("\\$\\d+", "?")
                    .replace("group by 1 order by 2 desc", "group by ? order by ? desc")
                    .replaceFirst("^execute \\? as .*", "execute ? ( ? )");
            statements.merge(
                    text,
                    List.of(statement.calls(), Math.round(statement.totalMs() * 1000)),
                    (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
        }
        return statements;
    }

    static Map<String, List<Long>> byKeyText(JsonNode key) {
        Map<String, List<Long>> statements = new TreeMap<>();
        for (JsonNode statement : key.get("statements")) {
            statements.put(
                    statement.get("text").asString(),
                    List.of(
                            statement.get("calls").asLong(),
                            Math.round(statement.get("total_ms").asDouble() * 1000)));
        }
        return statements;
    }

    static String server(String name) {
        return name.substring(0, 4).toLowerCase(Locale.ROOT);
    }
}
