package dev.nightjar.advise.index;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.sql.Fingerprinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A workload given as {@code {"queries":[{"id","sql","calls","meanMs"?}]}}, or as a folder of {@code .sql} files with one
 * query each, which then weigh by their planned cost.
 *
 * @param ids the file's own name of each statement
 */
public record WorkloadFile(List<WorkloadStatement> statements, Map<Fingerprint, String> ids) {
    public WorkloadFile {
        statements = List.copyOf(statements);
        ids = Map.copyOf(ids);
    }

    /**
     * Reads either form.
     *
     * @throws WorkloadUnreadableException naming the file and what it should hold
     */
    public static WorkloadFile read(Path path) {
        try {
            return Files.isDirectory(path) ? folder(path) : file(path);
        } catch (IOException | JacksonException unreadable) {
            throw new WorkloadUnreadableException(
                    path
                            + " is no workload: give a JSON file {\"queries\":[{\"id\",\"sql\",\"calls\",\"meanMs\"}]} or a"
                            + " folder of .sql files",
                    unreadable);
        }
    }

    private static WorkloadFile file(Path path) throws IOException {
        Map<Fingerprint, String> ids = new LinkedHashMap<>();
        List<WorkloadStatement> statements = new ArrayList<>();
        JsonNode queries = JsonMapper.shared().readTree(Files.readString(path)).path("queries");
        for (JsonNode query : queries) {
            long calls = Math.max(1, query.path("calls").asLong(1));
            double mean = query.path("meanMs").asDouble(Double.NaN);
            add(query.path("id").asString(""), query.path("sql").asString(""), calls, mean * calls, statements, ids);
        }
        return new WorkloadFile(statements, ids);
    }

    private static WorkloadFile folder(Path path) throws IOException {
        Map<Fingerprint, String> ids = new LinkedHashMap<>();
        List<WorkloadStatement> statements = new ArrayList<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".sql"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                add(
                        name.substring(0, name.length() - ".sql".length()),
                        Files.readString(file),
                        1,
                        Double.NaN,
                        statements,
                        ids);
            }
        }
        return new WorkloadFile(statements, ids);
    }

    private static void add(
            String id,
            String sql,
            long calls,
            double totalMs,
            List<WorkloadStatement> statements,
            Map<Fingerprint, String> ids) {
        // Two queries that differ in values only are two statements here, so the values take part.
        Fingerprint canonical = Fingerprinter.canonical(sql).fingerprint();
        Fingerprint fingerprint =
                ids.containsKey(canonical) ? new Fingerprint(canonical.value() + 31L * ids.size()) : canonical;
        ids.put(fingerprint, id);
        statements.add(new WorkloadStatement(fingerprint, sql, calls, totalMs, -1, List.of()));
    }
}
