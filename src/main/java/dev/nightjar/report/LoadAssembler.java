package dev.nightjar.report;

import static java.util.stream.Collectors.groupingBy;

import dev.nightjar.model.LogSummary;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Night;
import dev.nightjar.model.Sample;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Where database time went, from statement counters: per day of the lookback, against the median of comparable days,
 * and in the window by statement, database and role.
 */
final class LoadAssembler {
    /** Statements named; what is left is one line, so that shares add up to one. */
    private static final int TOP = 10;

    /** A day of which less was seen says too little to compare with. */
    private static final double COMPARABLE_COVERAGE = 0.8;

    /** Fewer days are no baseline. */
    private static final int BASELINE_DAYS = 3;

    private final Night night;
    private final ZoneId zone;
    private final Coverage coverage;
    private final List<SubjectHistory> statements;

    LoadAssembler(Night night, ZoneId zone, Coverage coverage) {
        this.night = night;
        this.zone = zone;
        this.coverage = coverage;
        this.statements = night.of(SubjectKind.STATEMENT).toList();
    }

    Load assemble() {
        List<Load.Day> days = days();
        double tonight = statements.isEmpty() ? Double.NaN : seconds(this::nightSeconds) / seenDays();
        Load.Figure dbTime = against(days, tonight);
        double perSecond = night.timeMap().factor() / 86_400;
        Load.Figure active = new Load.Figure(
                dbTime.value() * perSecond,
                dbTime.baseline() * perSecond,
                dbTime.low() * perSecond,
                dbTime.high() * perSecond);
        SessionLoad sessions = new SessionLoad(night);
        Load.ActiveSessions activity = sessions.isSampled() ? sessions.byWaitClass() : fromStatements();
        return new Load(
                dbTime,
                active,
                sessions.mean(),
                activity,
                sessions.waitClassShares(dbTime.value()),
                shares(Subject.DATABASE),
                shares(Subject.ROLE),
                sessions.applicationShares(dbTime.value()),
                byQuery(),
                days);
    }

    private static double totalMs(Measures measures) {
        return measures.known(StatementMetric.EXEC_MS) + measures.known(StatementMetric.PLAN_MS);
    }

    private double nightSeconds(SubjectHistory history) {
        return totalMs(history.night()) / 1000;
    }

    private double seconds(java.util.function.ToDoubleFunction<SubjectHistory> of) {
        return statements.stream().mapToDouble(of).sum();
    }

    /** Days of the window that were seen; at least an hour, so that it can divide. */
    private double seenDays() {
        double covered = coverage.of(night.window());
        return Math.max(night.window().days() * (covered > 0 ? covered : 1), 1 / 24.0);
    }

    private List<Load.Day> days() {
        Timeline timeline = Timeline.days(night.lookback());
        double[] seconds = new double[timeline.steps()];
        for (SubjectHistory statement : statements) {
            timeline.spread(statement.samples(), sample -> totalMs(sample.measures()) / 1000, seconds);
        }
        double[] covered = timeline.covered(coverage.spans());
        List<Load.Day> days = new ArrayList<>();
        boolean tonightIsWeekend = isWeekend(timeline, timeline.steps() - 1);
        for (int i = 0; i < seconds.length; i++) {
            double known = covered[i] > 0 ? seconds[i] / Math.min(1, covered[i]) : Double.NaN;
            boolean comparable = covered[i] >= COMPARABLE_COVERAGE && isWeekend(timeline, i) == tonightIsWeekend;
            days.add(new Load.Day(timeline.at(i), known, Math.min(1, covered[i]), comparable));
        }
        return days;
    }

    private boolean isWeekend(Timeline timeline, int day) {
        DayOfWeek weekday = timeline.at(day).plusSeconds(43_200).atZone(zone).getDayOfWeek();
        return weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
    }

    private Load.Figure against(List<Load.Day> days, double tonight) {
        List<Load.Day> earlier = days.stream()
                .filter(day -> day.start().isBefore(night.window().from()))
                .filter(day -> day.coverage() >= COMPARABLE_COVERAGE)
                .toList();
        List<Load.Day> comparable =
                earlier.stream().filter(Load.Day::comparable).toList();
        List<Load.Day> chosen = comparable.size() >= BASELINE_DAYS ? comparable : earlier;
        if (chosen.size() < BASELINE_DAYS) {
            return new Load.Figure(tonight, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] values = chosen.stream().mapToDouble(Load.Day::secondsPerDay).toArray();
        Arrays.sort(values);
        double median = (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
        return new Load.Figure(tonight, median, values[0], values[values.length - 1]);
    }

    private Load.ActiveSessions fromStatements() {
        Timeline timeline = Timeline.over(night.window(), 48);
        double[] seconds = new double[timeline.steps()];
        for (SubjectHistory statement : statements) {
            timeline.spread(statement.samples(), sample -> totalMs(sample.measures()) / 1000, seconds);
        }
        double[] covered = timeline.covered(coverage.spans());
        double serverSeconds = timeline.step().toSeconds() / night.timeMap().factor();
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = covered[i] > 0 ? seconds[i] / (serverSeconds * Math.min(1, covered[i])) : Double.NaN;
        }
        return new Load.ActiveSessions(
                timeline.start(),
                timeline.step(),
                "statement times",
                List.of("Executing"),
                List.of(Timeline.boxed(seconds)));
    }

    private List<Load.Share> shares(String attribute) {
        Map<String, Double> sums = new TreeMap<>();
        for (SubjectHistory statement : statements) {
            sums.merge(statement.subject().attribute(attribute), nightSeconds(statement), Double::sum);
        }
        return shares(sums, seenDays());
    }

    /** Sorted by size; what has no part is left out. */
    static List<Load.Share> shares(Map<String, Double> sums, double days) {
        double total = sums.values().stream().mapToDouble(Double::doubleValue).sum();
        return sums.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new Load.Share(
                        entry.getKey().isEmpty() ? "not named" : entry.getKey(),
                        entry.getValue() / total,
                        entry.getValue() / days))
                .sorted(Comparator.comparingDouble(Load.Share::share).reversed().thenComparing(Load.Share::name))
                .toList();
    }

    private List<Load.StatementLoad> byQuery() {
        double total = seconds(this::nightSeconds);
        if (!(total > 0)) {
            return List.of();
        }
        Function<SubjectHistory, String> identity = history -> history.subject().attribute(Subject.FINGERPRINT) + "\n"
                + history.subject().attribute(Subject.DATABASE);
        List<List<SubjectHistory>> groups = new ArrayList<>(statements.stream()
                .collect(groupingBy(identity, TreeMap::new, java.util.stream.Collectors.toList()))
                .values());
        groups.sort(Comparator.comparingDouble((List<SubjectHistory> group) ->
                        group.stream().mapToDouble(this::nightSeconds).sum())
                .reversed());
        List<Load.StatementLoad> loads = new ArrayList<>();
        double rest = 0;
        double restCalls = 0;
        for (List<SubjectHistory> group : groups) {
            double seconds = group.stream().mapToDouble(this::nightSeconds).sum();
            if (loads.size() < TOP && seconds > 0) {
                loads.add(load(group, seconds, total));
            } else {
                rest += seconds;
                restCalls += sum(group, StatementMetric.CALLS);
            }
        }
        if (rest > 0) {
            loads.add(rest(groups.size() - loads.size(), rest, total, restCalls));
        }
        return loads;
    }

    private Load.StatementLoad load(List<SubjectHistory> group, double seconds, double total) {
        SubjectHistory first = group.stream()
                .max(Comparator.comparingDouble(this::nightSeconds))
                .orElseThrow();
        String fingerprint = first.subject().attribute(Subject.FINGERPRINT);
        double calls = sum(group, StatementMetric.CALLS);
        double earlierMs = 0;
        double earlierCalls = 0;
        double maxMs = Double.NaN;
        for (SubjectHistory history : group) {
            earlierMs += totalMs(history.lookback()) - totalMs(history.night());
            earlierCalls += history.lookback().known(StatementMetric.CALLS)
                    - history.night().known(StatementMetric.CALLS);
            double longest = history.night(StatementMetric.MAX_MS);
            maxMs = Double.isNaN(maxMs) ? longest : Math.max(maxMs, longest);
        }
        return new Load.StatementLoad(
                fingerprint,
                first.subject().attribute(Subject.TEXT),
                first.subject().attribute(Subject.DATABASE),
                first.subject().attribute(Subject.ROLE),
                calls,
                seconds / seenDays(),
                seconds / total,
                seconds * 1000 / calls,
                earlierCalls >= 1 ? earlierMs / earlierCalls : Double.NaN,
                p95(fingerprint),
                maxMs,
                sum(group, StatementMetric.ROWS) / calls,
                sum(group, StatementMetric.SHARED_READ) / calls,
                sum(group, StatementMetric.TEMP_WRITTEN) * 8192 / calls,
                meanByDay(group));
    }

    private Load.StatementLoad rest(int others, double seconds, double total, double calls) {
        double unknown = Double.NaN;
        return new Load.StatementLoad(
                "",
                others + (others == 1 ? " other statement" : " other statements"),
                "",
                "",
                calls,
                seconds / seenDays(),
                seconds / total,
                seconds * 1000 / calls,
                unknown,
                unknown,
                unknown,
                unknown,
                unknown,
                unknown,
                List.of());
    }

    private List<Double> meanByDay(List<SubjectHistory> group) {
        Timeline timeline = Timeline.days(night.lookback());
        double[] millis = new double[timeline.steps()];
        double[] calls = new double[timeline.steps()];
        for (SubjectHistory history : group) {
            timeline.spread(history.samples(), sample -> totalMs(sample.measures()), millis);
            timeline.spread(history.samples(), LoadAssembler::calls, calls);
        }
        for (int i = 0; i < millis.length; i++) {
            millis[i] = calls[i] > 0 ? millis[i] / calls[i] : Double.NaN;
        }
        return Timeline.boxed(millis);
    }

    private static double calls(Sample sample) {
        return sample.measures().get(StatementMetric.CALLS);
    }

    private static double sum(List<SubjectHistory> group, StatementMetric metric) {
        return group.stream()
                .mapToDouble(history -> history.night().known(metric))
                .sum();
    }

    private double p95(String fingerprint) {
        return night.log().stream()
                .flatMap(log -> log.slowest().stream())
                .filter(statement -> statement.fingerprint().toString().equals(fingerprint))
                .mapToDouble(LogSummary.LoggedStatement::p95Ms)
                .max()
                .orElse(Double.NaN);
    }
}
