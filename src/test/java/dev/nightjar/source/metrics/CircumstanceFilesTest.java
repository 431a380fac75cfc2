package dev.nightjar.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.detect.Circumstances;
import dev.nightjar.detect.PlanSighting;
import dev.nightjar.detect.StatementCircumstances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CircumstanceFilesTest {
    private static final Instant START = Instant.parse("2025-09-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void rowsOfTheSameHourAreAddedAndHoursWithoutWaitsAreZero() throws IOException {
        write("locks.csv", "series,hour,wait_ms\nq,1,10\nq,1,5\nq,3,2\n");

        assertThat(of(read(), "q").lockWaitMs()).containsExactly(0, 15, 0, 2);
    }

    @Test
    void sizesOfTablesAreJoinedToTheStatementsThatUseThem() throws IOException {
        write("statements.csv", "series,table\nq,orders\nr,orders\ns,unseen\n");
        write("tables.csv", "table,hour,bytes\norders,0,100\norders,2,300\nother,1,7\n");

        Circumstances known = read();

        StatementCircumstances q = of(known, "q");
        assertThat(q.table()).isEqualTo("orders");
        assertThat(q.tableBytes()).containsExactly(100, Double.NaN, 300, Double.NaN);
        assertThat(of(known, "r").tableBytes()[2]).isEqualTo(300);
        assertThat(of(known, "s").tableBytes()).isEmpty();
    }

    @Test
    void plansAndHitRatesAreRead() throws IOException {
        write("plans.csv", "series,hour,shape\nq,2,Seq Scan orders\n");
        write("redis.csv", "hour,hits,misses\n0,90,10\n1,0,0\n3,50,50\n");

        Circumstances known = read();

        assertThat(of(known, "q").plans())
                .containsExactly(new PlanSighting(START.plus(Duration.ofHours(2)), "Seq Scan orders"));
        assertThat(known.redisHitRate()).containsExactly(.9, Double.NaN, Double.NaN, .5);
    }

    @Test
    void aFolderWithoutThemKnowsNothing() {
        Circumstances known = read();

        assertThat(known.statements()).isEmpty();
        assertThat(known.redisHitRate()).isEmpty();
    }

    @Test
    void aDamagedTableIsRefusedWithItsName() throws IOException {
        write("locks.csv", "series,hour,wait_ms\nq,soon,10\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(MetricFileException.class)
                .hasMessageContaining("locks.csv")
                .hasMessageContaining("repair it or remove it");
    }

    private static StatementCircumstances of(Circumstances known, String statement) {
        return Optional.ofNullable(known.statements().get(statement)).orElseThrow();
    }

    private Circumstances read() {
        return new CircumstanceFiles(folder, START, Duration.ofHours(1), 4).read();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
