package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Subject;
import java.util.Map;

/** Sessions that wait for the server's own internal locks. */
final class LightweightLocks implements Check {
    private static final Map<String, String> MEANING = Map.of(
            "LockManager", "statements touch many partitions or indexes at once (16 fit the fast path before 18)",
            "WALWrite", "commits wait for WAL to be written: commit less often, or faster storage",
            "WALInsert", "many sessions write WAL at once: fewer connections, or batches",
            "BufferMapping", "many sessions look for the same free buffers: shared_buffers, or fewer reads",
            "SubtransSLRU", "long transactions with many savepoints",
            "ProcArray", "many connections take snapshots: fewer connections");

    @Override
    public String id() {
        return "PG-LOCK-LWLOCK";
    }

    @Override
    public Advice assess(CheckInput input) {
        SessionSamples sessions = new SessionSamples(input);
        double active = sessions.count(SessionSamples::isActive);
        if (!sessions.areKnown() || active < input.limit(HealthThreshold.SESSIONS_SAMPLED)) {
            return Advice.notAssessed(
                    id(),
                    "fewer than " + Amounts.count(input.limit(HealthThreshold.SESSIONS_SAMPLED))
                            + " active sessions were sampled",
                    "collect more often, e.g. every minute");
        }
        Map<String, Double> byEvent =
                sessions.countBy(Subject.WAIT_EVENT, subject -> SessionSamples.waitsFor(subject, "LWLock"));
        double waiting =
                byEvent.values().stream().mapToDouble(Double::doubleValue).sum();
        if (waiting < input.limit(HealthThreshold.LWLOCK_SHARE) * active) {
            return Advice.NONE;
        }
        String worst = byEvent.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        return Advice.of(Finding.about(id(), worst)
                .severity(Severity.MEDIUM)
                .title("Sessions wait for internal locks in " + Amounts.percent(waiting / active) + " of the samples")
                .explained("Mostly " + worst
                        + MEANING.entrySet().stream()
                                .filter(entry -> worst.startsWith(entry.getKey()))
                                .map(entry -> ": " + entry.getValue())
                                .findFirst()
                                .orElse("")
                        + ".")
                .figure("share of active sessions", waiting / active * 100, "%", "the night", "pg_stat_activity")
                .figure("sessions sampled", active, "", "the night", "pg_stat_activity")
                .confidence(0.6)
                .build());
    }
}
