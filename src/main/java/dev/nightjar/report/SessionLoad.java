package dev.nightjar.report;

import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Night;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SessionsMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sessions that executed, as the samples of pg_stat_activity saw them in the window, by what they waited for. */
final class SessionLoad {
    private static final List<String> CLASSES = List.of("CPU", "IO", "Lock", "LWLock", "Client", "Other");

    private final Night night;
    private final List<SubjectHistory> active;
    private final Timeline timeline;
    private final double[] snapshots;

    SessionLoad(Night night) {
        this.night = night;
        this.active = night.of(SubjectKind.SESSIONS)
                .filter(history -> history.subject().attribute(Subject.STATE).equals("active"))
                .toList();
        this.timeline = Timeline.over(night.window(), 48);
        this.snapshots = snapshots();
    }

    boolean isSampled() {
        return !active.isEmpty() && total() > 0 && taken() > 0;
    }

    /** Mean number of executing sessions in the window. */
    double mean() {
        return isSampled() ? total() / taken() : Double.NaN;
    }

    Load.ActiveSessions byWaitClass() {
        List<String> classes = new ArrayList<>();
        List<List<Double>> values = new ArrayList<>();
        for (String waitClass : CLASSES) {
            double[] seen = new double[timeline.steps()];
            for (SubjectHistory history : active) {
                if (waitClass(history.subject()).equals(waitClass)) {
                    addCounts(history, seen);
                }
            }
            if (Arrays.stream(seen).sum() > 0) {
                for (int i = 0; i < seen.length; i++) {
                    seen[i] = snapshots[i] > 0 ? seen[i] / snapshots[i] : Double.NaN;
                }
                classes.add(waitClass);
                values.add(Timeline.boxed(seen));
            }
        }
        return new Load.ActiveSessions(
                timeline.start(),
                timeline.step(),
                "samples of pg_stat_activity",
                List.copyOf(classes),
                List.copyOf(values));
    }

    List<Load.Share> waitClassShares(double secondsPerDay) {
        Map<String, Double> sums = new TreeMap<>();
        for (SubjectHistory history : active) {
            String event = history.subject().attribute(Subject.WAIT_EVENT);
            String waitClass = waitClass(history.subject());
            sums.merge(event.isEmpty() ? waitClass : waitClass + ": " + event, count(history), Double::sum);
        }
        return scaled(sums, secondsPerDay);
    }

    List<Load.Share> applicationShares(double secondsPerDay) {
        Map<String, Double> sums = new TreeMap<>();
        for (SubjectHistory history : active) {
            sums.merge(history.subject().attribute(Subject.APPLICATION), count(history), Double::sum);
        }
        return scaled(sums, secondsPerDay);
    }

    private static List<Load.Share> scaled(Map<String, Double> sums, double secondsPerDay) {
        return LoadAssembler.shares(sums, 1).stream()
                .map(share -> new Load.Share(share.name(), share.share(), share.share() * secondsPerDay))
                .toList();
    }

    private static String waitClass(Subject subject) {
        String type = subject.attribute(Subject.WAIT_TYPE);
        return type.isEmpty() ? "CPU" : CLASSES.contains(type) ? type : "Other";
    }

    private double total() {
        return active.stream().mapToDouble(this::count).sum();
    }

    private double taken() {
        return Arrays.stream(snapshots).sum();
    }

    private double count(SubjectHistory history) {
        double[] seen = new double[timeline.steps()];
        addCounts(history, seen);
        return Arrays.stream(seen).sum();
    }

    /** A level belongs to the moment at which its interval ends. */
    private void addCounts(SubjectHistory history, double[] seen) {
        for (Sample sample : history.samples()) {
            int index = timeline.indexOf(sample.interval().to().minusMillis(1));
            if (index >= 0 && index < seen.length) {
                seen[index] += sample.measures().known(SessionsMetric.COUNT);
            }
        }
    }

    /** How often the server was looked at in each step. */
    private double[] snapshots() {
        double[] taken = new double[timeline.steps()];
        night.of(SubjectKind.INSTANCE).forEach(history -> {
            for (Sample sample : history.samples()) {
                int index = timeline.indexOf(sample.interval().to().minusMillis(1));
                if (index >= 0 && index < taken.length) {
                    taken[index] += sample.measures().known(InstanceMetric.SNAPSHOTS);
                }
            }
        });
        if (Arrays.stream(taken).sum() > 0) {
            return taken;
        }
        Set<Instant> moments = new TreeSet<>();
        night.of(SubjectKind.SESSIONS)
                .flatMap(history -> history.samples().stream())
                .forEach(sample -> moments.add(sample.interval().to()));
        for (Instant moment : moments) {
            int index = timeline.indexOf(moment.minusMillis(1));
            if (index >= 0 && index < taken.length) {
                taken[index]++;
            }
        }
        return taken;
    }
}
