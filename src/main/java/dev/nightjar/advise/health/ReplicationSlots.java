package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Metric;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RecommendationBuilder;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SlotMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Replication slots that keep WAL for a consumer that does not come, until the disk is full; or whose WAL was given up, so
 * that the consumer must begin anew. A slot that a standby copies from its primary is inactive by design.
 */
final class ReplicationSlots implements Check {
    private static final String VIEW = "pg_replication_slots";
    private static final double GIGABYTE = 1L << 30;
    /** No proposed limit is below this (check catalogue), nor below one and a half times of what slots keep now. */
    private static final double LEAST_LIMIT_GB = 50;

    private static final double HEADROOM = 1.5;
    private static final int IDLE_TIMEOUT_SINCE = 18;
    /** Of what databases leave of the disk. */
    private static final double SHARE_OF_ROOM = .8;
    /** A consumer that was seen this lately comes back. */
    private static final Duration AWAY = Duration.ofHours(6);
    /** A consumer that is connected has this long to catch up (as replication lag does). */
    private static final Duration CATCHING_UP = Duration.ofHours(1);

    @Override
    public String id() {
        return "PG-REPL-SLOT";
    }

    @Override
    public Advice assess(CheckInput input) {
        List<SubjectHistory> slots = input.night()
                .of(SubjectKind.REPLICATION_SLOT)
                .filter(slot -> !slot.subject().attribute(Subject.SYNCED).equals("yes"))
                .toList();
        if (slots.isEmpty() && input.unreadable(VIEW)) {
            return input.missing(id(), VIEW, "replication slots were not read");
        }
        List<Finding> findings = new ArrayList<>();
        Advice advice = Advice.NONE;
        for (SubjectHistory slot : slots) {
            Advice own = assess(input, slot);
            findings.addAll(own.findings());
            advice = advice.plus(own);
        }
        boolean limited = slots.stream().anyMatch(slot -> now(slot, SlotMetric.KEEP_LIMIT) >= 0);
        List<Finding> keeping = findings.stream()
                .filter(finding -> finding.severity() != Severity.CRITICAL)
                .toList();
        return keeping.isEmpty() || limited ? advice : advice.plus(limit(input, slots, keeping));
    }

    private Advice assess(CheckInput input, SubjectHistory slot) {
        String status = slot.subject().attribute(Subject.WAL_STATUS);
        double kept = now(slot, SlotMetric.WAL_KEPT);
        boolean active = now(slot, SlotMetric.ACTIVE) > 0;
        double room = input.limit(HealthThreshold.SLOT_FREE_SHARE) * free(input);
        double limit = Double.isNaN(room)
                ? input.limit(HealthThreshold.SLOT_WAL)
                : Math.min(room, input.limit(HealthThreshold.SLOT_WAL));
        boolean much = kept >= limit;
        boolean given = status.equals("lost");
        boolean dying = status.equals("unreserved");
        boolean waits = !active && (much || status.equals("extended"));
        boolean away = waits && wasActiveLately(slot);
        boolean lags = active && much && keptThroughout(slot, limit);
        if (!given && !dying && !waits && !lags) {
            return Advice.NONE;
        }
        String name = slot.subject().key();
        Finding finding = Finding.about(id(), "WAL kept by slot " + name)
                .identifiedBy(name)
                .severity(severity(slot, given, dying, waits && !away))
                .title(away && !given && !dying ? awayTitle(name) : title(name, given, dying, active))
                .explained(words(input, slot, kept, given, dying, active))
                .figure("WAL kept", kept, "bytes", "now", VIEW)
                .figure("left until it is given up", now(slot, SlotMetric.SAFE_WAL_SIZE), "bytes", "now", VIEW)
                .figure("limit", now(slot, SlotMetric.KEEP_LIMIT), "bytes", "now", "max_slot_wal_keep_size")
                .figure("without a consumer", now(slot, SlotMetric.INACTIVE_SECONDS) / 3600, "h", "now", VIEW)
                .figure("free for WAL at most", free(input), "bytes", "now", "diskSize less all databases")
                .confidence(0.9)
                .build();
        return Advice.of(finding, (active || away) && !given ? consumer(finding, name) : drop(finding, name, given));
    }

    /** Who asked for slots to be given up after a time is not surprised by it. */
    private static Severity severity(SubjectHistory slot, boolean given, boolean dying, boolean forNobody) {
        if (given && slot.subject().attribute(Subject.INVALIDATION).equals("idle_timeout")) {
            return Severity.MEDIUM;
        }
        return given || dying ? Severity.CRITICAL : forNobody ? Severity.HIGH : Severity.MEDIUM;
    }

    private static String awayTitle(String name) {
        return "The consumer of replication slot " + name + " is away, and WAL piles up";
    }

    /** Whether one visit of the last hours saw its consumer: some come only now and then. */
    private static boolean wasActiveLately(SubjectHistory slot) {
        List<Sample> samples = slot.samples();
        return !samples.isEmpty()
                && samples.stream()
                        .filter(sample -> sample.interval()
                                .to()
                                .isAfter(samples.get(samples.size() - 1)
                                        .interval()
                                        .to()
                                        .minus(AWAY)))
                        .anyMatch(sample -> sample.measures().get(SlotMetric.ACTIVE) > 0);
    }

    private static String title(String name, boolean given, boolean dying, boolean active) {
        if (given) {
            return "Replication slot " + name + " has lost the WAL that its consumer needs";
        }
        if (dying) {
            return "Replication slot " + name + " is about to lose the WAL that its consumer needs";
        }
        return active
                ? "The consumer of replication slot " + name + " is far behind"
                : "Replication slot " + name + " keeps WAL for nobody";
    }

    private static String words(
            CheckInput input, SubjectHistory slot, double kept, boolean given, boolean dying, boolean active) {
        String type = slot.subject().attribute(Subject.SLOT_TYPE);
        if (given) {
            String reason = slot.subject().attribute(Subject.INVALIDATION);
            boolean byLimit = Double.isFinite(now(slot, SlotMetric.KEEP_LIMIT))
                    && (reason.isEmpty() || reason.equals("wal_removed"));
            return (!byLimit
                            ? "The server gave it up" + (reason.isEmpty() ? "" : " (" + reason + ")")
                            : "It kept more than max_slot_wal_keep_size, and its WAL was removed")
                    + ": the " + type
                    + " consumer cannot go on and must begin anew (a new base backup, or a new initial copy).";
        }
        String amount = "It keeps " + Amounts.bytes(kept) + " of WAL";
        if (dying) {
            return amount
                    + ", more than max_slot_wal_keep_size allows: the next checkpoint may remove it, and then the "
                    + type + " consumer must begin anew.";
        }
        double hours = now(slot, SlotMetric.INACTIVE_SECONDS) / 3600;
        String since = hours > 0 ? ", for " + Amounts.seconds(hours * 3600) : "";
        String end = Double.isNaN(now(slot, SlotMetric.KEEP_LIMIT))
                ? " Nothing limits it (max_slot_wal_keep_size is -1): it goes on until the disk is full and the server"
                        + " stops."
                : " At " + Amounts.bytes(now(slot, SlotMetric.KEEP_LIMIT)) + " it is given up.";
        return active
                ? amount + " although its consumer is connected, and did so for at least "
                        + Amounts.seconds((double) CATCHING_UP.toSeconds()) + "." + end
                : amount + ", and no consumer is connected" + since + "." + end
                        + (input.isStandby() ? " This server is a standby: the slot serves those behind it." : "");
    }

    private static Recommendation consumer(Finding finding, String name) {
        return Recommendation.to(ActionType.INVESTIGATE, "replication slot " + name)
                .answers(finding)
                .title("Find out why the consumer of replication slot " + name + " does not keep up")
                .because("A slow network, a long transaction that it must decode, or a consumer that waits for locks.")
                .harm(0.2)
                .sql(List.of(state(name), "SELECT * FROM pg_stat_replication;"), List.of())
                .verifiedBy("it keeps less than half")
                .source(VIEW)
                .build();
    }

    private static Recommendation drop(Finding finding, String name, boolean given) {
        return Recommendation.to(ActionType.INVESTIGATE, "replication slot " + name)
                .answers(finding)
                .title("Bring back the consumer of replication slot " + name + ", or drop the slot")
                .because(
                        given
                                ? "Nothing brings its WAL back. Once it is dropped the consumer can be set up anew."
                                : "If the consumer comes back, it takes what was kept for it. If it never will, only"
                                        + " dropping the slot frees the WAL. That cannot be undone: a consumer that comes"
                                        + " back then must begin anew.")
                .harm(given ? 0.3 : 0.6)
                .judged(0.8, 0.2, 0.5)
                .sql(
                        List.of(state(name), "-- SELECT pg_drop_replication_slot('" + name.replace("'", "''") + "');"),
                        List.of())
                .verifiedBy("the slot is active or gone, and pg_wal shrinks after the next checkpoint")
                .source(VIEW)
                .build();
    }

    private static String state(String name) {
        return "SELECT slot_name, slot_type, database, active, active_pid, wal_status, restart_lsn,"
                + " pg_size_pretty(safe_wal_size) AS safe FROM pg_replication_slots WHERE slot_name = '"
                + name.replace("'", "''") + "';";
    }

    /** So that a slot that is forgotten costs a consumer, not the server. */
    private static Advice limit(CheckInput input, List<SubjectHistory> slots, List<Finding> findings) {
        double most = slots.stream()
                .mapToDouble(slot -> now(slot, SlotMetric.WAL_KEPT))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double wanted = Math.ceil(Math.max(LEAST_LIMIT_GB, HEADROOM * most / GIGABYTE));
        double room = Math.floor(SHARE_OF_ROOM * free(input) / GIGABYTE);
        double gigabytes = Double.isNaN(room) ? wanted : Math.min(wanted, room);
        if (gigabytes * GIGABYTE <= most) {
            // In force it would give up the very slot at once, which nobody can undo.
            return Advice.NONE;
        }
        String size = Math.round(gigabytes) + "GB";
        SettingChange change = SettingChange.reload(input, "max_slot_wal_keep_size", size);
        RecommendationBuilder recommendation = Recommendation.to(ActionType.RELOAD_SETTING, "max_slot_wal_keep_size")
                .title("Limit the WAL that replication slots may keep to " + size)
                .because(
                        "A slot that needs more is then given up and its consumer must begin anew, but the disk does not"
                                + " fill and the server goes on. It is more than any slot keeps now"
                                + (Double.isNaN(room)
                                        ? ": check that the disk holds that much."
                                        : ", and less than databases leave of the disk.")
                                + (input.major() >= IDLE_TIMEOUT_SINCE
                                        ? " idle_replication_slot_timeout gives up slots by the time that nobody used them."
                                        : ""))
                .harm(0.3)
                .sql(change.apply(), change.undo())
                .verifiedBy("safe_wal_size of pg_replication_slots is known and positive")
                .source(VIEW);
        findings.forEach(recommendation::answers);
        return new Advice(List.of(), List.of(recommendation.build()), List.of());
    }

    /** What databases leave of the volume, for WAL and all else; NaN, which no share reaches, where that is not known. */
    private static double free(CheckInput input) {
        double free = input.night().diskBytes() - input.databaseSum(DatabaseMetric.SIZE_BYTES);
        return free > 0 ? free : Double.NaN;
    }

    /** Whether every sample of the last hour lay above. */
    private static boolean keptThroughout(SubjectHistory slot, double limit) {
        List<Sample> samples = slot.samples();
        if (samples.isEmpty()) {
            return false;
        }
        Instant since = samples.get(samples.size() - 1).interval().to().minus(CATCHING_UP);
        return samples.get(0).interval().from().compareTo(since) <= 0
                && samples.stream()
                        .filter(sample -> sample.interval().to().isAfter(since))
                        .allMatch(sample -> sample.measures().get(SlotMetric.WAL_KEPT) >= limit);
    }

    /** NaN also when it was known before. */
    private static double now(SubjectHistory slot, Metric metric) {
        List<Sample> samples = slot.samples();
        return samples.isEmpty()
                ? slot.lookback(metric)
                : samples.get(samples.size() - 1).measures().get(metric);
    }
}
