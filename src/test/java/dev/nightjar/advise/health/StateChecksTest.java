package dev.nightjar.advise.health;

import static dev.nightjar.advise.NightBuilder.aDatabase;
import static dev.nightjar.advise.NightBuilder.aNight;
import static dev.nightjar.advise.NightBuilder.anInstance;
import static dev.nightjar.advise.health.Assessing.assess;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.advise.NightBuilder;
import dev.nightjar.advise.SubjectBuilder;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SequenceMetric;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SlotMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Checks of what has a state: sequences, replication slots, the archive of WAL, the disk. */
class StateChecksTest {
    private static final double INT4 = Integer.MAX_VALUE;
    private static final String ON_AN_INT = "public.\"order\"\tid\tinteger";

    @Test
    void aSequenceThatEndsWithinAQuarterIsCriticalAndItsPlanIsTheWiderColumn() {
        Advice advice = assess(
                new SequenceExhaustion(), aNight().with(aSequence("order_id_seq", ON_AN_INT, d -> 1e9 + 2e7 * d)));

        Finding finding = advice.findings().get(0);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.object()).isEqualTo("sequence app/public.order_id_seq");
        // 1 007 483 646 values at 20 million a day; what was used in the first hour is not known.
        assertThat(finding.title()).isEqualTo("Sequence app/public.order_id_seq comes to its end around 2027-01-05");
        assertThat(finding.explanation())
                .startsWith("It is at 1 140 000 001 and ends at 2 147 483 647, the end of public.\"order\".id of type"
                        + " integer; then every insert that needs a value fails.")
                .contains("At 19 861 111 values a day")
                .contains("without the busiest day");
        Recommendation plan = advice.recommendations().get(0);
        assertThat(plan.action()).isEqualTo(ActionType.SCHEMA_CHANGE);
        assertThat(plan.apply())
                .containsExactly(
                        "ALTER SEQUENCE \"public\".\"order_id_seq\" AS bigint NO MAXVALUE;",
                        "ALTER TABLE public.\"order\" ALTER COLUMN id TYPE bigint;");
        assertThat(plan.rollback())
                .containsExactly(
                        "ALTER TABLE public.\"order\" ALTER COLUMN id TYPE integer;",
                        "ALTER SEQUENCE \"public\".\"order_id_seq\" AS integer MAXVALUE 2147483647;");
        assertThat(plan.rationale()).contains("MINVALUE -2147483648 RESTART WITH -2147483648");
        assertThat(plan.lock()).startsWith("ACCESS EXCLUSIVE");
    }

    @Test
    void aSequenceThatEndsWithinAYearIsSerious() {
        assertThat(severity(aSequence("s", "", d -> 1e9 + 4e6 * d))).isEqualTo(Severity.HIGH);
    }

    @Test
    void whatIsMostlyUsedIsAFindingHoweverSlowItIs() {
        assertThat(severity(aSequence("s", "", d -> .91 * INT4))).isEqualTo(Severity.HIGH);
        assertThat(severity(aSequence("s", "", d -> .5 * INT4))).isEqualTo(Severity.MEDIUM);
        assertThat(severity(aSequence("s", "", d -> .11 * INT4))).isEqualTo(Severity.INFO);
        assertThat(assess(new SequenceExhaustion(), aNight().with(aSequence("s", "", d -> .09 * INT4))))
                .isEqualTo(Advice.NONE);
    }

    @Test
    void oneLoadIsNoTrend() {
        Finding finding = assess(
                        new SequenceExhaustion(), aNight().with(aSequence("s", "", d -> .2 * INT4 + (d < 5 ? 0 : 7e8))))
                .findings()
                .get(0);

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.explanation())
                .contains("Almost all that was used in the last 7 days was used on one day; as much every week");
        assertThat(assess(new SequenceExhaustion(), aNight().with(aSequence("s", "", d -> .6 * INT4)))
                        .findings()
                        .get(0)
                        .explanation())
                .endsWith("It hardly went on in the last 7 days.");
    }

    @Test
    void ofTwoDaysNoPaceIsTold() {
        Finding finding = assess(
                        new SequenceExhaustion(), aNight().days(2).with(aSequence("s", "", d -> 1.2e9 + 1e8 * d)))
                .findings()
                .get(0);

        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.explanation()).endsWith("How fast it goes on is known after three days.");
    }

    @Test
    void aSequenceThatIsKnownForPartOfTheLookbackIsJudgedByThatPart() {
        SubjectHistory whole = aSequence("s", ON_AN_INT, d -> 1.1e9 + 2e7 * d);
        Finding known = told(whole);

        Finding sinceFourDays = told(since(whole, 3 * 24));
        Finding sinceYesterday = told(since(whole, 6 * 24));
        List<Sample> gap = new ArrayList<>(whole.samples());
        gap.subList(24, 5 * 24).clear();
        Finding overAGap = told(new SubjectHistory(whole.subject(), gap, whole.night(), whole.lookback()));

        assertThat(List.of(known, sinceFourDays, overAGap))
                .extracting(Finding::severity)
                .containsOnly(Severity.CRITICAL);
        assertThat(sinceYesterday.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(sinceYesterday.explanation()).endsWith("How fast it goes on is known after three days.");
    }

    private static SubjectHistory since(SubjectHistory whole, int hour) {
        return new SubjectHistory(
                whole.subject(),
                whole.samples().subList(hour, whole.samples().size()),
                whole.night(),
                whole.lookback());
    }

    private static Finding told(SubjectHistory sequence) {
        return assess(new SequenceExhaustion(), aNight().with(sequence))
                .findings()
                .get(0);
    }

    @Test
    void whereTheColumnIsWideOnlyTheSequenceIsWidened() {
        Advice advice = assess(
                new SequenceExhaustion(), aNight().with(aSequence("s", "public.t\tid\tbigint", d -> .95 * INT4)));

        assertThat(advice.recommendations().get(0).apply())
                .containsExactly("ALTER SEQUENCE \"public\".\"s\" AS bigint NO MAXVALUE;");
        assertThat(advice.findings().get(0).explanation()).contains("ends at 2 147 483 647; then every insert");
    }

    @Test
    void manySequencesAreAFewFindings() {
        NightBuilder night = aNight();
        for (int i = 0; i < 200; i++) {
            night.with(aSequence("s" + i, "", d -> .6 * INT4));
        }

        List<Finding> findings = assess(new SequenceExhaustion(), night).findings();

        assertThat(findings).hasSize(6);
        assertThat(findings.get(5).title())
                .isEqualTo("195 sequences have used more than a tenth of their values, some of them most");
        assertThat(findings.get(5).evidence()).hasSize(11);
    }

    @Test
    void valuesThatTheRoleMayNotSeeAreNotAssessedOnceAndOneThatWasNeverUsedIsAtItsStart() {
        Advice advice = assess(
                new SequenceExhaustion(),
                aNight().with(aSequence("never", "", d -> Double.NaN))
                        .with(SubjectBuilder.of(SubjectKind.SEQUENCE, "app/public.a")
                                .attribute(Subject.DATABASE, "app")
                                .attribute(Subject.READABLE, "no")
                                .level(SequenceMetric.USED, Double.NaN))
                        .with(SubjectBuilder.of(SubjectKind.SEQUENCE, "app/public.b")
                                .attribute(Subject.DATABASE, "app")
                                .attribute(Subject.READABLE, "no")
                                .level(SequenceMetric.USED, Double.NaN)));

        assertThat(advice.findings()).isEmpty();
        assertThat(advice.notAssessed()).singleElement().satisfies(one -> {
            assertThat(one.check()).isEqualTo("PG-SEQ-EXHAUST");
            assertThat(one.reason()).isEqualTo("the role may not see the values of 2 sequences of app");
            assertThat(one.remedy()).contains("part 5 of sql/grants.sql");
        });
    }

    @Test
    void aServerThatWasNotReadSaysNothingOfSlotsAndSequences() {
        NightBuilder night = aNight().withoutServer().without("postgres", "connection refused");

        assertThat(assess(new SequenceExhaustion(), night).notAssessed())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).isEqualTo("connection refused"));
        assertThat(assess(new ReplicationSlots(), night).notAssessed()).hasSize(1);
        assertThat(assess(new ReplicationSlots(), aNight())).isEqualTo(Advice.NONE);
        assertThat(assess(
                                new ReplicationSlots(),
                                aNight().without(
                                                "pg_replication_slots", "canceling statement due to statement timeout"))
                        .notAssessed())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("statement timeout"));
    }

    @Test
    void aSlotThatKeepsMuchForNobodyIsSeriousAndItsDropIsNeverUndone() {
        Advice advice = assess(
                new ReplicationSlots(),
                aNight().with(aSlot("old_standby", "reserved")
                        .level(SlotMetric.WAL_KEPT, 6e10)
                        .level(SlotMetric.INACTIVE_SECONDS, 86_400 * 3)));

        Finding finding = advice.findings().get(0);
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.id()).isEqualTo("PG-REPL-SLOT:old_standby");
        assertThat(finding.title()).isEqualTo("Replication slot old_standby keeps WAL for nobody");
        assertThat(finding.explanation())
                .isEqualTo("It keeps 56 GB of WAL, and no consumer is connected, for 72.0 h. Nothing limits it"
                        + " (max_slot_wal_keep_size is -1): it goes on until the disk is full and the server stops.");
        assertThat(advice.recommendations())
                .extracting(Recommendation::action)
                .containsExactly(ActionType.INVESTIGATE, ActionType.RELOAD_SETTING);
        assertThat(advice.recommendations().get(0).apply())
                .anyMatch(sql -> sql.equals("-- SELECT pg_drop_replication_slot('old_standby');"));
        assertThat(advice.recommendations().get(0).rollback()).isEmpty();
        // One and a half times of what it keeps: the limit itself must not give it up.
        assertThat(advice.recommendations().get(1).apply())
                .containsExactly("ALTER SYSTEM SET max_slot_wal_keep_size = '84GB';", "SELECT pg_reload_conf();");
        assertThat(advice.recommendations().get(1).rollback())
                .containsExactly("ALTER SYSTEM RESET max_slot_wal_keep_size;", "SELECT pg_reload_conf();");
    }

    @Test
    void whatASlotKeepsIsMeasuredByTheDiskWhereItsSizeIsKnown() {
        SubjectBuilder slot = aSlot("s", "reserved").level(SlotMetric.WAL_KEPT, 3e9);

        assertThat(assess(new ReplicationSlots(), aNight().with(slot))).isEqualTo(Advice.NONE);
        assertThat(assess(
                                new ReplicationSlots(),
                                aNight().diskBytes(3e10)
                                        .with(slot)
                                        .with(aDatabase().level(DatabaseMetric.SIZE_BYTES, 2e10)))
                        .findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.HIGH);
    }

    @Test
    void noLimitIsProposedThatGivesUpTheSlotAtOnce() {
        NightBuilder night = aNight().with(aDatabase().level(DatabaseMetric.SIZE_BYTES, 1e11))
                .with(aSlot("s", "reserved").level(SlotMetric.WAL_KEPT, 6e10));

        assertThat(assess(new ReplicationSlots(), night.diskBytes(2e11)).recommendations())
                .extracting(Recommendation::action)
                .containsExactly(ActionType.INVESTIGATE, ActionType.RELOAD_SETTING);
        assertThat(assess(new ReplicationSlots(), night)
                        .recommendations()
                        .get(1)
                        .apply())
                .contains("ALTER SYSTEM SET max_slot_wal_keep_size = '74GB';");
        assertThat(assess(new ReplicationSlots(), night.diskBytes(1.5e11)).recommendations())
                .extracting(Recommendation::action)
                .containsExactly(ActionType.INVESTIGATE);
        // Databases on several volumes may be larger than the one that was named.
        assertThat(assess(
                        new ReplicationSlots(),
                        aNight().diskBytes(1e10)
                                .with(aDatabase().level(DatabaseMetric.SIZE_BYTES, 1e11))
                                .with(aSlot("s", "reserved").level(SlotMetric.WAL_KEPT, 1e6))))
                .isEqualTo(Advice.NONE);
    }

    @Test
    void whatTheServerSaysOfItsWalDecides() {
        assertThat(slotSeverity(aSlot("s", "lost").level(SlotMetric.WAL_KEPT, Double.NaN)))
                .isEqualTo(Severity.CRITICAL);
        assertThat(slotSeverity(aSlot("s", "unreserved").level(SlotMetric.ACTIVE, 1)))
                .isEqualTo(Severity.CRITICAL);
        assertThat(slotSeverity(aSlot("s", "extended").level(SlotMetric.WAL_KEPT, 2e9)))
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void aConsumerThatIsFarBehindForAnHourIsAFindingAndAShortBacklogIsNot() {
        assertThat(slotSeverity(
                        aSlot("s", "extended").level(SlotMetric.ACTIVE, 1).level(SlotMetric.WAL_KEPT, 2e10)))
                .isEqualTo(Severity.MEDIUM);
        assertThat(assess(
                        new ReplicationSlots(),
                        aNight().with(aSlot("s", "extended")
                                .level(SlotMetric.ACTIVE, 1)
                                .level(SlotMetric.WAL_KEPT, 2e9))))
                .isEqualTo(Advice.NONE);
        assertThat(assess(
                                new ReplicationSlots(),
                                aNight().diskBytes(3e10)
                                        .with(aSlot("s", "reserved")
                                                .level(SlotMetric.ACTIVE, 1)
                                                .level(SlotMetric.WAL_KEPT, 8e9))
                                        .with(aDatabase().level(DatabaseMetric.SIZE_BYTES, 2e10)))
                        .findings())
                .as("by its share of the disk")
                .extracting(Finding::severity)
                .containsExactly(Severity.MEDIUM);
    }

    @Test
    void whyAServerGaveASlotUpIsTold() {
        SubjectBuilder idle = aSlot("s", "lost").attribute(Subject.INVALIDATION, "idle_timeout");
        SubjectBuilder removed = aSlot("s", "lost")
                .attribute(Subject.INVALIDATION, "wal_removed")
                .level(SlotMetric.KEEP_LIMIT, 1e9);

        assertThat(slotSeverity(idle)).isEqualTo(Severity.MEDIUM);
        assertThat(assess(new ReplicationSlots(), aNight().with(idle))
                        .findings()
                        .get(0)
                        .explanation())
                .startsWith("The server gave it up (idle_timeout)");
        assertThat(slotSeverity(removed)).isEqualTo(Severity.CRITICAL);
        assertThat(assess(new ReplicationSlots(), aNight().with(removed))
                        .findings()
                        .get(0)
                        .explanation())
                .startsWith("It kept more than max_slot_wal_keep_size");
    }

    @Test
    void aSlotThatAStandbyCopiesIsInactiveByDesign() {
        assertThat(assess(
                        new ReplicationSlots(),
                        aNight().standby()
                                .with(aSlot("s", "extended")
                                        .attribute(Subject.SYNCED, "yes")
                                        .level(SlotMetric.WAL_KEPT, 9e10))))
                .isEqualTo(Advice.NONE);
    }

    @Test
    void anArchiveThatFailsIsCriticalUnlessItIsOff() {
        SubjectBuilder failing = anInstance()
                .perDay(InstanceMetric.ARCHIVE_FAILURES, 1440)
                .perDay(InstanceMetric.WAL_BYTES, 24e9)
                .level(InstanceMetric.ARCHIVE_FAILING, 1);

        Advice advice = assess(
                new WalArchiving(), aNight().setting("archive_mode", "on").with(failing));
        assertThat(advice.findings()).extracting(Finding::severity).containsExactly(Severity.CRITICAL);
        assertThat(advice.findings().get(0).explanation())
                .startsWith("1 440 attempts failed in the night")
                .contains("954 MB more every hour");
        assertThat(assess(
                        new WalArchiving(),
                        aNight().setting("archive_mode", "off").with(failing)))
                .isEqualTo(Advice.NONE);
        assertThat(assess(
                        new WalArchiving(),
                        aNight().setting("archive_mode", "on")
                                .with(failing.level(InstanceMetric.ARCHIVE_FAILING, 0)
                                        .perDay(InstanceMetric.ARCHIVED, 1500))))
                .isEqualTo(Advice.NONE);
    }

    @Test
    void anArchiveThatStandsStillWhileWalIsWrittenIsSerious() {
        SubjectBuilder hung = anInstance()
                .perDay(InstanceMetric.ARCHIVE_FAILURES, 0)
                .perDay(InstanceMetric.ARCHIVED, 0)
                .level(InstanceMetric.ARCHIVE_FAILING, 0);

        assertThat(assess(
                                new WalArchiving(),
                                aNight().setting("archive_mode", "on").with(hung.perDay(InstanceMetric.WAL_BYTES, 1e9)))
                        .findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.HIGH);
        assertThat(assess(
                        new WalArchiving(),
                        aNight().setting("archive_mode", "on").with(hung.perDay(InstanceMetric.WAL_BYTES, 1e7))))
                .isEqualTo(Advice.NONE);
    }

    @Test
    void theDiskIsNotAssessedUntilItsSizeIsSaid() {
        assertThat(assess(new DiskSpace(), aNight()).notAssessed())
                .singleElement()
                .satisfies(one -> assertThat(one.remedy()).contains("diskSize: 500GB"));
        assertThat(assess(new DiskSpace(), aNight().diskBytes(1e12))).isEqualTo(Advice.NONE);
    }

    private static Severity severity(SubjectHistory sequence) {
        return assess(new SequenceExhaustion(), aNight().with(sequence))
                .findings()
                .get(0)
                .severity();
    }

    private static Severity slotSeverity(SubjectBuilder slot) {
        return assess(new ReplicationSlots(), aNight().with(slot))
                .findings()
                .get(0)
                .severity();
    }

    private static SubjectBuilder aSlot(String name, String status) {
        return SubjectBuilder.of(SubjectKind.REPLICATION_SLOT, name)
                .attribute(Subject.SLOT, name)
                .attribute(Subject.SLOT_TYPE, "physical")
                .attribute(Subject.WAL_STATUS, status)
                .level(SlotMetric.WAL_KEPT, 1e6)
                .level(SlotMetric.ACTIVE, 0)
                .level(SlotMetric.KEEP_LIMIT, Double.NaN)
                .level(SlotMetric.SAFE_WAL_SIZE, Double.NaN)
                .level(SlotMetric.INACTIVE_SECONDS, Double.NaN);
    }

    /** Of type integer in database app; {@code used} at the beginning of each day of the lookback. */
    private static SubjectHistory aSequence(String name, String columns, IntToDoubleFunction used) {
        Map<String, String> attributes = new TreeMap<>(Map.of(
                Subject.DATABASE, "app",
                Subject.SCHEMA, "public",
                Subject.SEQUENCE, name,
                Subject.COLUMNS, columns,
                Subject.TYPE, "integer",
                Subject.OWN_END, "2147483647",
                Subject.INCREMENT, "1",
                Subject.READABLE, "yes"));
        Subject subject = Subject.of(SubjectKind.SEQUENCE, "app/public." + name, attributes);
        List<Sample> samples = new ArrayList<>();
        Measures last = Measures.unknown(SubjectKind.SEQUENCE);
        for (int hour = 0; hour < 7 * 24; hour++) {
            Instant from = NightBuilder.LOOKBACK.from().plus(Duration.ofHours(hour));
            double value = used.applyAsDouble(hour / 24)
                    + (hour % 24 + 1) / 24.0 * (used.applyAsDouble(hour / 24 + 1) - used.applyAsDouble(hour / 24));
            last = Measures.unknown(SubjectKind.SEQUENCE)
                    .with(SequenceMetric.LAST_VALUE, value + 1)
                    .with(SequenceMetric.END_VALUE, INT4)
                    .with(SequenceMetric.USED, value)
                    .with(SequenceMetric.RANGE, INT4 - 1);
            samples.add(new Sample(subject, new Window(from, from.plus(Duration.ofHours(1))), last, false));
        }
        return new SubjectHistory(subject, samples, last, last);
    }
}
