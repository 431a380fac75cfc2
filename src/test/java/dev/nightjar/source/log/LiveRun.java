package dev.nightjar.source.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/**
 * One hostile workload on one server: the logs it left, and what others counted of it.
 *
 * @param digests by format: {@code log}, {@code csv}, {@code json}
 * @param byPostgres what COPY and SQL count in the csvlog
 * @param byClients statements that ended well, as the clients counted
 * @param statements what pg_stat_statements holds of them
 */
record LiveRun(
        int major,
        Map<String, LogAnalysis.Result> digests,
        Map<LogCounter, Long> byPostgres,
        long byClients,
        List<LiveServer.Counted> statements) {

    /**
     * @param data where the server's data go
     */
    static LiveRun on(int major, Path data) throws SQLException, TimeoutException, IOException {
        try (LiveServer server = LiveServer.start(major, data);
                LiveWorkload workload = new LiveWorkload(server)) {
            workload.prepare();
            workload.run();
            List<LiveServer.Counted> statements = server.counted();
            workload.crash();
            Map<String, byte[]> logs = server.stopped();
            Map<String, LogAnalysis.Result> digests = new HashMap<>();
            logs.forEach((format, bytes) -> digests.put(format, analyse("pg." + format, bytes)));
            return new LiveRun(
                    major,
                    digests,
                    LiveCsvCount.of(major, logs.getOrDefault("csv", new byte[0])),
                    workload.tally.executed(),
                    statements);
        }
    }

    private static LogAnalysis.Result analyse(String name, byte[] log) {
        return new LogAnalysis(LogOptions.standard())
                .run(List.of(new StreamLogSource(name, new ByteArrayInputStream(log))));
    }

    LogDigest csv() {
        return Objects.requireNonNull(digests.get("csv")).digest();
    }
}
