package dev.nightjar.advise.health;

import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Measures;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Night;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Setting;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Thresholds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/**
 * A night as the checks see it.
 *
 * @param statements dearest first
 * @param databaseSeconds of all statements per day
 * @param explained statements for which another adviser already has an answer
 * @param databases looked up for each statement, so they are not searched for among all subjects each time
 */
record CheckInput(
        Night night,
        Thresholds thresholds,
        List<StatementLoad> statements,
        double databaseSeconds,
        Set<Fingerprint> explained,
        List<SubjectHistory> databases) {

    private static final String STATEMENTS = "pg_stat_statements";

    static CheckInput of(Night night, Thresholds thresholds, Set<Fingerprint> explained) {
        double total = night.databaseSecondsPerDay();
        return new CheckInput(
                night,
                thresholds,
                loads(night, total),
                total,
                Set.copyOf(explained),
                night.of(SubjectKind.DATABASE).toList());
    }

    double limit(HealthThreshold threshold) {
        return thresholds.get(threshold);
    }

    double days() {
        return night.coveredDays();
    }

    /** How long the lookback is, in words. */
    String span() {
        double days = night.lookback().days();
        return days >= 1.5 ? Math.round(days) + " days" : Math.round(days * 24) + " hours";
    }

    /** Seconds that passed on the server's own clock while this many days passed in the report. */
    double serverSeconds(double days) {
        return days * 86_400 / night.timeMap().factor();
    }

    Optional<SubjectHistory> instance() {
        return night.of(SubjectKind.INSTANCE).findFirst();
    }

    List<SubjectHistory> tables() {
        return night.of(SubjectKind.TABLE).toList();
    }

    Optional<StatementLoad> statement(Fingerprint fingerprint) {
        return statements.stream()
                .filter(load -> load.fingerprint().equals(fingerprint))
                .findFirst();
    }

    /** Sum of a counter over all databases in the lookback; NaN where none tells it. */
    double databaseSum(DatabaseMetric metric) {
        double[] known = databases().stream()
                .mapToDouble(history -> history.lookback(metric))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        return known.length == 0 ? Double.NaN : DoubleStream.of(known).sum();
    }

    /** The levels of the instance in the report's window, in order of time, unknown ones left out. */
    double[] instanceLevels(InstanceMetric metric) {
        return instance().stream()
                .flatMap(history -> history.samples().stream())
                .filter(sample -> sample.interval().to().isAfter(night.window().from()))
                .map(Sample::measures)
                .mapToDouble(measures -> measures.get(metric))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    Optional<Setting> setting(String name) {
        return night.server().flatMap(server -> server.setting(name));
    }

    boolean isSettingOff(String name) {
        return setting(name).map(setting -> setting.value().equals("off")).orElse(false);
    }

    boolean isStandby() {
        return night.server().map(server -> server.inRecovery()).orElse(false);
    }

    int major() {
        return night.server().map(server -> server.major()).orElse(0);
    }

    /** Whether settings were read at all. */
    boolean knowsSettings() {
        return night.server().map(server -> !server.settings().isEmpty()).orElse(false);
    }

    /** Says that a check needs something that this night does not hold, in the source's words where it has any. */
    Advice missing(String check, String source, String reason, String remedy) {
        Optional<MissingInput> known = night.missing().stream()
                .filter(input -> input.source().contains(source))
                .findFirst();
        return Advice.notAssessed(
                check,
                known.map(MissingInput::reason).orElse(reason),
                known.map(MissingInput::remedy).orElse(remedy));
    }

    /** Whether nothing of a view means that it could not be read, not that it is empty. */
    boolean unreadable(String view) {
        return night.server().isEmpty()
                || night.missing().stream()
                        .anyMatch(input -> input.source().split(":", 2)[0].equals(view));
    }

    /** The same of a view, or of the server where that could not be read at all. */
    Advice missing(String check, String view, String reason) {
        boolean own = night.missing().stream().anyMatch(input -> input.source().contains(view));
        return missing(check, own ? view : "postgres", reason, "");
    }

    Advice statementsMissing(String check) {
        return missing(check, STATEMENTS, "no statement counters were read", "CREATE EXTENSION pg_stat_statements;");
    }

    Advice instanceMissing(String check) {
        return missing(
                check,
                "postgres",
                "no samples of the server as a whole were read",
                "GRANT pg_monitor TO the monitoring role");
    }

    Advice logMissing(String check) {
        return missing(
                check, "log", "the server's log was not read", "give the log's path under sources in the job file");
    }

    Advice settingsMissing(String check) {
        return missing(
                check, "postgres", "the server's settings were not read", "GRANT pg_monitor TO the monitoring role");
    }

    private static List<StatementLoad> loads(Night night, double total) {
        Map<Fingerprint, List<SubjectHistory>> byFingerprint = new TreeMap<>();
        night.of(SubjectKind.STATEMENT)
                .filter(history ->
                        !history.subject().attribute(Subject.FINGERPRINT).isEmpty())
                .forEach(history -> byFingerprint
                        .computeIfAbsent(
                                Fingerprint.parse(history.subject().attribute(Subject.FINGERPRINT)),
                                ignored -> new ArrayList<>())
                        .add(history));
        int samples = byFingerprint.values().stream()
                .flatMap(List::stream)
                .mapToInt(history -> history.samples().size())
                .max()
                .orElse(0);
        return byFingerprint.entrySet().stream()
                .map(entry -> load(entry.getKey(), entry.getValue(), night.coveredDays(), total, samples))
                .sorted(Comparator.comparingDouble((StatementLoad load) -> -load.secondsPerDay())
                        .thenComparing(StatementLoad::fingerprint))
                .toList();
    }

    private static StatementLoad load(
            Fingerprint fingerprint, List<SubjectHistory> histories, double days, double total, int samples) {
        Measures sum = histories.get(0).lookback();
        for (SubjectHistory history : histories.subList(1, histories.size())) {
            sum = sum.plus(history.lookback());
        }
        double seconds = (sum.known(StatementMetric.EXEC_MS) + sum.known(StatementMetric.PLAN_MS)) / 1000 / days;
        int seen = histories.stream()
                .mapToInt(history -> history.samples().size())
                .max()
                .orElse(0);
        return new StatementLoad(
                fingerprint,
                histories.get(0).subject().attribute(Subject.TEXT),
                attributes(histories, Subject.DATABASE),
                attributes(histories, Subject.ROLE),
                sum,
                days,
                seconds,
                total > 0 ? seconds / total : 0,
                samples > 0 ? (double) seen / samples : 0);
    }

    private static TreeSet<String> attributes(List<SubjectHistory> histories, String name) {
        TreeSet<String> values = new TreeSet<>();
        histories.forEach(history -> values.add(history.subject().attribute(name)));
        values.remove("");
        return values;
    }
}
