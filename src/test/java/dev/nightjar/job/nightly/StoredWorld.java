package dev.nightjar.job.nightly;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Observation;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;
import dev.nightjar.sql.Fingerprinter;
import dev.nightjar.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Weeks of a server's statement counters, put into a store as hourly visits do. */
final class StoredWorld {
    static final String TARGET = "shop";
    private static final double LEAST_RATE = 30;

    private final Store store;
    private final Instant start;
    private final Random random = new Random(1);
    private final List<Counters> statements = new ArrayList<>();
    private int hour;

    StoredWorld(Store store, Instant start, int statements) {
        this.store = store;
        this.start = start;
        for (int i = 0; i < statements; i++) {
            this.statements.add(new Counters(
                    i, LEAST_RATE * Math.exp(4 * random.nextDouble()), Math.exp(2 * random.nextGaussian())));
        }
    }

    /** What is unusual. */
    interface Course {
        /** Factor on a statement's time per call. */
        default double slowness(int statement, int hour) {
            return 1;
        }

        /** Factor on a statement's calls. */
        default double load(int statement, int hour) {
            return 1;
        }

        /** Factor on a statement's pages per call. */
        default double pages(int statement, int hour) {
            return 1;
        }

        /** Size of the only table. */
        default double tableBytes(int hour) {
            return 1e9;
        }

        /** Whether the server has no room for the statement at the end of that hour, and forgets its counters. */
        default boolean isEvicted(int statement, int hour) {
            return false;
        }
    }

    static String fingerprint(int statement) {
        return Fingerprinter.canonical(text(statement)).fingerprint().toString();
    }

    static String text(int statement) {
        return "SELECT c" + statement + " FROM t WHERE id = $1";
    }

    /** The statement that takes most of the time. */
    int heaviest() {
        return Collections.max(statements, Comparator.comparingDouble(one -> one.rate * one.meanMs)).number;
    }

    /** What a statement takes of an ordinary hour. */
    double msPerHour(int statement) {
        return statements.get(statement).rate * statements.get(statement).meanMs;
    }

    Instant at(int hours) {
        return start.plus(Duration.ofHours(hours));
    }

    /** Goes on for some hours. */
    void play(int hours, Course course) {
        if (hour == 0) {
            visit(course);
        }
        for (int i = 0; i < hours; i++) {
            for (Counters one : statements) {
                one.work(hour, course, random);
            }
            hour++;
            visit(course);
        }
    }

    private void visit(Course course) {
        List<Observation> observations = new ArrayList<>();
        for (Counters one : statements) {
            if (hour > 0 && course.isEvicted(one.number, hour - 1)) {
                one.forget();
            } else {
                observations.add(one.observation());
            }
        }
        store.samples().record(new Snapshot(TARGET, "pg_stat_statements", at(hour), "epoch", observations));
        store.samples()
                .record(new Snapshot(
                        TARGET, "pg_stat_user_tables", at(hour), "epoch", List.of(table(course.tableBytes(hour - 1)))));
    }

    private Observation table(double bytes) {
        return new Observation(
                Subject.of(
                        SubjectKind.TABLE,
                        "shop/public.t",
                        Map.of(Subject.DATABASE, "shop", Subject.SCHEMA, "public", Subject.TABLE, "t")),
                Measures.read(SubjectKind.TABLE, metric -> metric.isCounter() ? hour : 0)
                        .with(TableMetric.SIZE_BYTES, bytes));
    }

    private static final class Counters {
        private final int number;
        private final double rate;
        private final double meanMs;
        private final Subject subject;
        private double calls;
        private double ms;
        private double blocks;

        Counters(int number, double rate, double meanMs) {
            this.number = number;
            this.rate = rate;
            this.meanMs = meanMs;
            this.subject = Subject.of(
                    SubjectKind.STATEMENT,
                    "shop/app/" + fingerprint(number) + "/true",
                    Map.of(
                            Subject.FINGERPRINT,
                            fingerprint(number),
                            Subject.TEXT,
                            text(number),
                            Subject.DATABASE,
                            "shop",
                            Subject.ROLE,
                            "app"));
        }

        void work(int hour, Course course, Random random) {
            double more = Math.round(rate
                    * (1 + .5 * Math.sin(hour * Math.PI / 12))
                    * Math.exp(.1 * random.nextGaussian())
                    * course.load(number, hour));
            calls += more;
            ms += more * meanMs * Math.exp(.1 * random.nextGaussian()) * course.slowness(number, hour);
            blocks += Math.round(more * 30 * Math.exp(.03 * random.nextGaussian()) * course.pages(number, hour));
        }

        void forget() {
            calls = 0;
            ms = 0;
            blocks = 0;
        }

        Observation observation() {
            return new Observation(
                    subject,
                    Measures.read(SubjectKind.STATEMENT, metric -> 0)
                            .with(StatementMetric.CALLS, calls)
                            .with(StatementMetric.EXEC_MS, ms)
                            .with(StatementMetric.ROWS, calls)
                            .with(StatementMetric.SHARED_HIT, blocks)
                            .with(StatementMetric.PLAN_MS, Double.NaN));
        }
    }
}
