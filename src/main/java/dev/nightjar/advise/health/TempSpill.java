package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.LogSummary;
import dev.nightjar.model.LogSummary.TempFiles;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RecommendationBuilder;
import dev.nightjar.model.Severity;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sorts and hashes that do not fit work_mem and spill to disk, per statement, from the counters and the log. The answer is
 * a larger work_mem for the role that runs them, never for all: the value is what one call wrote, doubled (rows take about
 * twice the room in memory that they take in a file), rounded up to a power of two and capped.
 */
final class TempSpill implements Check {
    private static final double BLOCK = 8192;
    private static final double ROOM_IN_MEMORY = 2;
    private static final double MEGABYTE = 1024 * 1024;

    @Override
    public String id() {
        return "PG-Q-TEMP";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.statements().isEmpty()) {
            return input.statementsMissing(id());
        }
        Map<Fingerprint, TempFiles> logged = new HashMap<>();
        input.night()
                .log()
                .map(LogSummary::tempFilesByStatement)
                .orElse(List.of())
                .forEach(files -> logged.put(files.fingerprint(), files));
        Advice advice = Advice.NONE;
        Map<String, List<Spill>> byRole = new TreeMap<>();
        for (StatementLoad load : input.statements()) {
            Optional<Spill> spill = spill(input, load, Optional.ofNullable(logged.get(load.fingerprint())));
            if (spill.isPresent()) {
                advice = advice.plus(Advice.of(spill.get().finding()));
                load.roles()
                        .forEach(role -> byRole.computeIfAbsent(role, ignored -> new ArrayList<>())
                                .add(spill.get()));
            }
        }
        for (Map.Entry<String, List<Spill>> entry : byRole.entrySet()) {
            Optional<Recommendation> change = change(input, entry.getKey(), entry.getValue());
            if (change.isPresent()) {
                advice = advice.plus(new Advice(List.of(), List.of(change.get()), List.of()));
            }
        }
        return advice;
    }

    /** @param bytesPerCall what the largest call wrote, as far as known */
    private record Spill(StatementLoad load, Finding finding, double bytesPerCall) {}

    private Optional<Spill> spill(CheckInput input, StatementLoad load, Optional<TempFiles> logged) {
        double written = load.lookback().known(StatementMetric.TEMP_WRITTEN) * BLOCK;
        double perCall = written / Math.max(1, load.calls());
        double perDay = written / load.days();
        boolean much = perCall >= input.limit(HealthThreshold.TEMP_PER_CALL)
                || perDay >= input.limit(HealthThreshold.TEMP_PER_DAY);
        boolean maintenance = load.lowerText().stripLeading().startsWith("create")
                || load.lowerText().stripLeading().startsWith("vacuum")
                || load.lowerText().stripLeading().startsWith("reindex");
        if (!much || maintenance || load.secondsPerDay() < input.limit(HealthThreshold.STATEMENT_SECONDS)) {
            return Optional.empty();
        }
        double largest = logged.map(files -> (double) files.largestBytes()).orElse(0.0);
        Finding finding = Finding.about(id(), load.label())
                .identifiedBy(load.fingerprint().toString())
                .statement(load.fingerprint())
                .severity(load.share() >= 0.1 ? Severity.HIGH : Severity.MEDIUM)
                .title("A statement spills " + Amounts.bytes(perCall) + " per call to disk")
                .explained("Its sorts or hashes do not fit work_mem ("
                        + input.setting("work_mem")
                                .map(setting -> Amounts.bytes(SettingValue.bytes(setting)))
                                .orElse("unknown")
                        + "), so they are written to temporary files and read again; "
                        + Amounts.bytes(perDay) + " a day."
                        + (load.roles().isEmpty() ? "" : " Run by role " + String.join(", ", load.roles()) + "."))
                .figure("temporary bytes written", perCall, "bytes/call", input.span(), "pg_stat_statements")
                .figure("temporary bytes written", perDay, "bytes/day", input.span(), "pg_stat_statements")
                .figure("largest file", largest > 0 ? largest : Double.NaN, "bytes", input.span(), "log")
                .figure("mean", load.meanMs(), "ms", input.span(), "pg_stat_statements")
                .costs(load.secondsPerDay(), load.share())
                .build();
        return Optional.of(new Spill(load, finding, Math.max(perCall, largest)));
    }

    private static Optional<Recommendation> change(CheckInput input, String role, List<Spill> spills) {
        double need = spills.stream().mapToDouble(Spill::bytesPerCall).max().orElse(0) * ROOM_IN_MEMORY;
        double megabytes = Math.pow(2, Math.ceil(Math.log(need / MEGABYTE) / Math.log(2)));
        double capped = Math.min(megabytes * MEGABYTE, input.limit(HealthThreshold.WORK_MEM_LIMIT)) / MEGABYTE;
        double now = input.setting("work_mem").map(SettingValue::bytes).orElse(Double.NaN) / MEGABYTE;
        if (capped <= now) {
            return Optional.empty();
        }
        String quoted = ObjectName.quote(role);
        boolean fits = capped >= megabytes;
        double sessions = Arrays.stream(input.instanceLevels(InstanceMetric.ACTIVE_SESSIONS))
                .max()
                .orElse(Double.NaN);
        RecommendationBuilder change = Recommendation.to(ActionType.RELOAD_SETTING, "role " + role + " work_mem")
                .title("Give role " + role + " a work_mem of " + Math.round(capped) + " MB")
                .because("Its spilling calls write up to " + Amounts.bytes(need / ROOM_IN_MEMORY)
                        + " to disk, which takes about "
                        + Amounts.bytes(need) + " in memory"
                        + (fits ? "." : "; the proposal is capped, so the largest still spill, but in fewer rounds.")
                        + (Double.isNaN(sessions)
                                ? ""
                                : " At the night's peak of " + Amounts.count(sessions)
                                        + " active sessions the worst case, one sort each, is "
                                        + Amounts.bytes(sessions * capped * MEGABYTE) + ".")
                        + " An index that gives the order is better where one is possible.")
                .judged(0.4, 0.15, 0.5)
                .sql(
                        "ALTER ROLE " + quoted + " SET work_mem = '" + Math.round(capped) + "MB';",
                        "ALTER ROLE " + quoted + " RESET work_mem;")
                .verifiedBy("temporary bytes per call fall to nothing on three nights; new sessions only")
                .source("pg_stat_statements, log");
        for (Spill spill : spills) {
            change.answers(spill.finding());
            change.saves(spill.load().fingerprint(), 0.05, fits ? 0.2 : 0.1, 0.5);
        }
        return Optional.of(change.build());
    }
}
