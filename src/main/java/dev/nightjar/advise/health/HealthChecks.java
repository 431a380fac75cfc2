package dev.nightjar.advise.health;

import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Night;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Thresholds;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every check of a PostgreSQL server, in the order of the catalogue. */
public final class HealthChecks {
    private static final List<Check> CHECKS = List.of(
            new TopStatements(),
            new RepeatedLookups(),
            new TempSpill(),
            new PlanningTime(),
            new JustInTime(),
            new RowsPerCall(),
            new WalHeavyStatements(),
            new SequentialScans(),
            new VacuumLag(),
            new CleanupHorizon(),
            new Wraparound(),
            new StaleStatistics(),
            new HotUpdates(),
            new CacheReads(),
            new StorageLatency(),
            new Checkpoints(),
            new ConnectionSaturation(),
            new ConnectionChurn(),
            new IdleTransactions(),
            new LongTransactions(),
            new LockWaits(),
            new Deadlocks(),
            new LightweightLocks(),
            new UnsafeSettings(),
            new PendingRestart(),
            new PlannerCosts(),
            new ManyConnections(),
            new StatementEvictions(),
            new IoTiming(),
            new LogSettings(),
            new CounterResets(),
            new ServerVersion(),
            new ServerErrors(),
            new SequenceExhaustion(),
            new NotCollected("PG-TAB-BLOAT", "row widths and free space are not collected"),
            new NotCollected("PG-REPL-LAG", "pg_stat_replication is not collected"),
            new ReplicationSlots(),
            new WalArchiving(),
            new NotCollected("PG-WAL-BUFFERS", "the buffer counters of pg_stat_wal are not collected"),
            new NotCollected("PG-CORRUPT", "checksum failures are not collected"),
            new NotCollected("PG-COLL", "collation versions are not collected"),
            new NotCollected("PG-EXT-OLD", "extension versions are not compared"),
            new DiskSpace());

    private final Thresholds thresholds;

    public HealthChecks(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** The names of all checks in the catalogue's order. */
    public static List<String> names() {
        return CHECKS.stream().map(Check::id).toList();
    }

    /**
     * Looks at everything. A night without a PostgreSQL server gives nothing.
     *
     * @param fromOthers findings of other advisers; statements that these explain get no advice to look for a cause
     */
    public Advice assess(Night night, Collection<Finding> fromOthers) {
        Set<Fingerprint> explained = fromOthers.stream()
                .flatMap(finding -> finding.fingerprints().stream())
                .collect(Collectors.toSet());
        if (!concerns(night)) {
            return Advice.NONE;
        }
        CheckInput input = CheckInput.of(night, thresholds, explained);
        return CHECKS.stream().map(check -> check.assess(input)).reduce(Advice.NONE, Advice::plus);
    }

    /** Whether there is, or should be, a PostgreSQL server. */
    private static boolean concerns(Night night) {
        return night.server().isPresent()
                || night.of(SubjectKind.INSTANCE).findAny().isPresent()
                || night.of(SubjectKind.STATEMENT).findAny().isPresent()
                || night.missing().stream().anyMatch(input -> input.source().contains("postgres"));
    }
}
