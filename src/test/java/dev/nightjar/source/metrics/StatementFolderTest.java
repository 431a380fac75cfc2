package dev.nightjar.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.detect.StatementHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where counters of statements lie in time. */
class StatementFolderTest {
    @Test
    void countersOfAStatementSeenLateBeginAtItsFirstHour(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("snapshots.jsonl"), """
                {"series":"old","first_hour":0,"calls":[1,2,3,4,5],"total_exec_time":[1,2,3,4,5]}
                {"series":"late","first_hour":3,"calls":[7,9],"total_exec_time":[70,90]}
                """);
        List<StatementHistory> histories = StatementFolder.read(folder).histories();
        assertThat(histories.get(1).calls()).containsExactly(Double.NaN, Double.NaN, Double.NaN, 7, 2);
    }

    @Test
    void anInstanceThatWasWatchedLongerThanItsStatementsSetsTheLength(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("snapshots.jsonl"),
                "{\"series\":\"late\",\"first_hour\":2,\"calls\":[7,9],\"total_exec_time\":[70,90]}\n");
        Files.writeString(
                folder.resolve("instance.csv"),
                "hour,taken,stats_reset,calls\n0,1,-1,5\n1,1,-1,5\n2,1,-1,5\n3,1,-1,5\n");
        StatementHistory late = StatementFolder.read(folder).histories().get(0);
        assertThat(late.calls()).containsExactly(Double.NaN, Double.NaN, 7, 2);
    }
}
