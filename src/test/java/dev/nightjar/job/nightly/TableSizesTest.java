package dev.nightjar.job.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.detect.StatementCircumstances;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableSizesTest {
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final Window DAY = new Window(START, START.plus(Duration.ofDays(1)));

    private final TableSizes sizes = new TableSizes(new HourlyGrid(DAY, List.of(DAY)));

    TableSizesTest() {
        sizes.add(table("shop", "orders", 100, 5, 400));
        sizes.add(table("shop", "Users", 50));
        sizes.add(table("shop", "status", 9000));
        sizes.add(table("other", "orders", 70_000));
    }

    @Test
    void aStatementsTableIsTheLargestThatItNamesAsARelation() {
        assertThat(sizes.of("shop", "SELECT status FROM \"Users\" u JOIN public.orders o ON o.id = u.id"))
                .map(StatementCircumstances::table)
                .contains("public.orders");
        assertThat(sizes.of("shop", "UPDATE ONLY \"Users\" SET status = $1"))
                .map(StatementCircumstances::table)
                .contains("public.Users");
        assertThat(sizes.of("shop", "SELECT orders")).isEmpty();
        assertThat(sizes.of("crm", "SELECT * FROM orders")).isEmpty();
    }

    @Test
    void aSizeHoldsUntilAnotherIsSeen() {
        double[] bytes = sizes.of("shop", "DELETE FROM orders").orElseThrow().tableBytes();

        assertThat(bytes).hasSize(24);
        assertThat(bytes[0]).isEqualTo(100);
        assertThat(bytes[4]).isEqualTo(100);
        assertThat(bytes[5]).isEqualTo(400);
        assertThat(bytes[23]).isEqualTo(400);
        assertThat(sizes.of("shop", "DELETE FROM \"Users\"").orElseThrow().tableBytes())
                .as("never changed")
                .isEmpty();
    }

    @Test
    void aSchemaIsHeededAndWithoutOneANameThatSeveralHaveIsNobodys() {
        sizes.add(table("shop", "archive", "orders", 90_000));

        assertThat(sizes.of("shop", "SELECT * FROM Archive.orders"))
                .map(StatementCircumstances::table)
                .contains("archive.orders");
        assertThat(sizes.of("shop", "SELECT * FROM public.orders"))
                .map(StatementCircumstances::table)
                .contains("public.orders");
        assertThat(sizes.of("shop", "SELECT * FROM orders")).isEmpty();
        assertThat(sizes.of("shop", "SELECT * FROM other.orders")).isEmpty();
        assertThat(sizes.of("shop", "SELECT extract(epoch FROM status) WHERE a IS DISTINCT FROM status"))
                .isEmpty();
    }

    private static SubjectHistory table(String database, String name, double bytes, int... changes) {
        return table(database, "public", name, bytes, changes);
    }

    /** Without a change it has no samples, as a table in which nothing happens. */
    private static SubjectHistory table(String database, String schema, String name, double bytes, int... changes) {
        Subject subject = Subject.of(
                SubjectKind.TABLE,
                database + "/" + schema + "." + name,
                Map.of(Subject.DATABASE, database, Subject.SCHEMA, schema, Subject.TABLE, name));
        Measures first = Measures.unknown(SubjectKind.TABLE).with(TableMetric.SIZE_BYTES, bytes);
        if (changes.length == 0) {
            return new SubjectHistory(subject, List.of(), first, first);
        }
        Measures last = first.with(TableMetric.SIZE_BYTES, changes[1]);
        return new SubjectHistory(
                subject, List.of(sample(subject, 0, first), sample(subject, changes[0], last)), last, last);
    }

    private static Sample sample(Subject subject, int hour, Measures measures) {
        Instant from = START.plus(Duration.ofHours(hour));
        return new Sample(subject, new Window(from, from.plus(Duration.ofHours(1))), measures, false);
    }
}
