package dev.nightjar.advise;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Metric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A subject that does the same every hour of every day. */
public final class SubjectBuilder {
    private static final int HOURS = 24;

    private final SubjectKind kind;
    private final String key;
    private final Map<String, String> attributes = new TreeMap<>();
    private Measures perDay;
    private boolean resetInWindow;

    private SubjectBuilder(SubjectKind kind, String key) {
        this.kind = kind;
        this.key = key;
        this.perDay = NightBuilder.none(kind);
    }

    public static SubjectBuilder of(SubjectKind kind, String key) {
        return new SubjectBuilder(kind, key);
    }

    /** A statement of role app in database app, called a thousand times a day for ten seconds in all. */
    public static SubjectBuilder aStatement(long fingerprint, String text) {
        Fingerprint print = new Fingerprint(fingerprint);
        return of(SubjectKind.STATEMENT, "app/app/" + print + "/true")
                .attribute(Subject.FINGERPRINT, print.toString())
                .attribute(Subject.TEXT, text)
                .attribute(Subject.DATABASE, "app")
                .attribute(Subject.ROLE, "app")
                .perDay(StatementMetric.CALLS, 1000)
                .perDay(StatementMetric.EXEC_MS, 10_000)
                .perDay(StatementMetric.PLAN_MS, Double.NaN)
                .perDay(StatementMetric.ROWS, 1000)
                .perDay(StatementMetric.SHARED_HIT, 10_000);
    }

    /** A table of 200 MB and a million rows in database app. */
    public static SubjectBuilder aTable(String name) {
        return of(SubjectKind.TABLE, "app/public." + name)
                .attribute(Subject.DATABASE, "app")
                .attribute(Subject.SCHEMA, "public")
                .attribute(Subject.TABLE, name)
                .perDay(TableMetric.AUTOVACUUMS, 1)
                .perDay(TableMetric.AUTOANALYZES, 1)
                .level(TableMetric.LIVE_ROWS, 1e6)
                .level(TableMetric.DEAD_ROWS, 1e4)
                .level(TableMetric.MODIFIED_SINCE_ANALYZE, 1e4)
                .level(TableMetric.SIZE_BYTES, 2e8)
                .level(TableMetric.TOTAL_BYTES, 3e8)
                .level(TableMetric.FROZEN_XID_AGE, 5e7);
    }

    public SubjectBuilder attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    public SubjectBuilder perDay(Metric metric, double value) {
        perDay = perDay.with(metric, value);
        return this;
    }

    public SubjectBuilder level(Metric metric, double value) {
        return perDay(metric, value);
    }

    public SubjectBuilder secondsPerDay(double seconds) {
        return perDay(StatementMetric.EXEC_MS, seconds * 1000);
    }

    public SubjectBuilder callsPerDay(double calls) {
        return perDay(StatementMetric.CALLS, calls).perDay(StatementMetric.ROWS, calls);
    }

    public SubjectBuilder resetInWindow() {
        resetInWindow = true;
        return this;
    }

    SubjectHistory build(Window lookback) {
        Subject subject = Subject.of(kind, key, attributes);
        double[] hourly = perDay.toArray();
        for (int i = 0; i < hourly.length; i++) {
            hourly[i] /= kind.metric(i).isCounter() ? HOURS : 1;
        }
        Measures hour = Measures.of(kind, hourly);
        List<Sample> samples = new ArrayList<>();
        Measures night = NightBuilder.none(kind);
        Measures all = NightBuilder.none(kind);
        for (Instant at = lookback.from(); at.isBefore(lookback.to()); at = at.plus(Duration.ofHours(1))) {
            boolean inWindow = NightBuilder.WINDOW.contains(at);
            samples.add(
                    new Sample(subject, new Window(at, at.plus(Duration.ofHours(1))), hour, inWindow && resetInWindow));
            all = plus(all, hour);
            night = inWindow ? plus(night, hour) : night;
        }
        return new SubjectHistory(subject, samples, night, all);
    }

    private Measures plus(Measures sum, Measures hour) {
        Measures total = sum.plus(hour);
        double[] values = total.toArray();
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(hour.get(kind.metric(i)))) {
                values[i] = Double.NaN;
            }
        }
        return Measures.of(kind, values);
    }
}
