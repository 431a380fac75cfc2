package dev.nightjar.store;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Metric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import dev.nightjar.store.jdbc.SampleRow;
import dev.nightjar.store.jdbc.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what the subjects of a target did in a lookback. An interval belongs to the window in which it ends. */
final class HistoryReader {
    /** What exists without doing anything: that it did nothing is worth knowing. */
    private static final Set<SubjectKind> THERE_WHEN_IDLE = EnumSet.of(
            SubjectKind.INSTANCE,
            SubjectKind.DATABASE,
            SubjectKind.TABLE,
            SubjectKind.INDEX,
            SubjectKind.REDIS,
            SubjectKind.POOL);

    private final StoredJson json;
    private final Session session;
    private final String target;
    private final Window lookback;
    private final Window night;
    private final HourlyMerge hours;

    HistoryReader(StoredJson json, Session session, String target, Window lookback, Window night) {
        this.json = json;
        this.session = session;
        this.target = target;
        this.lookback = lookback;
        this.night = night;
        this.hours = new HourlyMerge(night);
    }

    /** One row of subject with what was found of it. */
    private record Found(Subject subject, Measures first, List<Sample> samples) {}

    List<SubjectHistory> read() throws SQLException {
        Map<Long, Found> found = subjects();
        session.each(
                "select p.subject_id, p.from_at, p.to_at, p.after_reset, p.measures"
                        + " from subject s join sample p on p.subject_id = s.id"
                        + " where s.target = ? and p.to_at > ? and p.to_at <= ? order by p.subject_id, p.to_at",
                row -> {
                    Found one = found.get(row.number(1));
                    if (one != null) {
                        hours.add(
                                one.samples(),
                                new Sample(
                                        one.subject(),
                                        new Window(row.instant(2), row.instant(3)),
                                        Measures.of(one.subject().kind(), row.figures(5)),
                                        row.flag(4)));
                    }
                    return true;
                },
                target,
                lookback.from(),
                lookback.to());
        readPacks(found);
        Map<Long, Measures> idle = idleLevels(found);
        Map<Subject, List<Sample>> samples = new LinkedHashMap<>();
        Map<Subject, Measures> still = new HashMap<>();
        found.forEach((id, one) -> {
            if (!one.samples().isEmpty()) {
                samples.computeIfAbsent(one.subject(), subject -> new ArrayList<>())
                        .addAll(one.samples());
            } else if (THERE_WHEN_IDLE.contains(one.subject().kind())) {
                samples.computeIfAbsent(one.subject(), subject -> new ArrayList<>());
                still.merge(one.subject(), standing(idle.getOrDefault(id, one.first())), HistoryReader::completed);
            }
        });
        List<SubjectHistory> histories = new ArrayList<>(samples.size());
        samples.forEach(
                (subject, list) -> histories.add(history(subject, list, Optional.ofNullable(still.get(subject)))));
        return histories;
    }

    private void readPacks(Map<Long, Found> found) throws SQLException {
        session.each(
                "select p.subject_id, p.body from subject s join sample_pack p on p.subject_id = s.id"
                        + " where s.target = ? and p.last_at > ? and p.first_at <= ?",
                row -> {
                    Found one = found.get(row.number(1));
                    if (one != null) {
                        SamplePack.unpack(row.number(1), one.subject().kind(), row.bytes(2)).stream()
                                .filter(packed -> endsIn(packed, lookback))
                                .map(packed -> new Sample(
                                        one.subject(),
                                        new Window(packed.from(), packed.to()),
                                        packed.measures(),
                                        packed.afterReset()))
                                .forEach(sample -> hours.add(one.samples(), sample));
                    }
                    return true;
                },
                target,
                lookback.from(),
                lookback.to());
    }

    private static boolean endsIn(SampleRow packed, Window window) {
        return packed.to().isAfter(window.from()) && !packed.to().isAfter(window.to());
    }

    private Map<Long, Found> subjects() throws SQLException {
        Map<Long, Found> found = new LinkedHashMap<>();
        session.each(
                "select id, kind, subject_key, attributes, first_measures from subject"
                        + " where target = ? and first_at <= ? and (gone_at is null or gone_at > ?) order by id",
                row -> {
                    SubjectKind kind = SubjectKind.valueOf(row.text(2));
                    Subject subject = Subject.of(kind, row.text(3), json.texts(row.text(4)));
                    return found.put(
                            row.number(1), new Found(subject, Measures.of(kind, row.figures(5)), new ArrayList<>()));
                },
                target,
                lookback.to(),
                lookback.from());
        return found;
    }

    /** The last known values of what was idle throughout the lookback, from before it. */
    private Map<Long, Measures> idleLevels(Map<Long, Found> found) throws SQLException {
        Map<Long, Measures> levels = new HashMap<>();
        for (Map.Entry<Long, Found> each : found.entrySet()) {
            SubjectKind kind = each.getValue().subject().kind();
            if (each.getValue().samples().isEmpty() && THERE_WHEN_IDLE.contains(kind)) {
                lastBefore(each.getKey(), kind).ifPresent(measures -> levels.put(each.getKey(), measures));
            }
        }
        return levels;
    }

    /** The figures of the last sample that ended before the lookback; what is not packed is later than what is. */
    private Optional<Measures> lastBefore(long subject, SubjectKind kind) throws SQLException {
        Optional<Measures> single = session.first(
                "select measures from sample where subject_id = ? and to_at <= ?"
                        + " order by subject_id desc, to_at desc limit 1",
                row -> Measures.of(kind, row.figures(1)),
                subject,
                lookback.from());
        return single.isPresent()
                ? single
                : session.first(
                                "select body from sample_pack where subject_id = ? and first_at <= ?"
                                        + " order by subject_id desc, last_at desc limit 1",
                                row -> SamplePack.unpack(subject, kind, row.bytes(1)),
                                subject,
                                lookback.from())
                        .flatMap(samples -> samples.stream()
                                .filter(sample -> !sample.to().isAfter(lookback.from()))
                                .reduce((earlier, later) -> later))
                        .map(SampleRow::measures);
    }

    private SubjectHistory history(Subject subject, List<Sample> samples, Optional<Measures> still) {
        samples.sort(Comparator.comparing((Sample sample) -> sample.interval().to()));
        Optional<Measures> all = sum(samples, lookback);
        // Several views may tell of one subject: what a quiet one knows completes what a busy one counted.
        Measures quiet = still.orElse(Measures.unknown(subject.kind()));
        Measures total = all.map(sum -> completed(sum, quiet)).orElse(quiet);
        Measures standing = standing(total);
        Measures tonight =
                sum(samples, night).map(sum -> completed(sum, standing)).orElse(standing);
        return new SubjectHistory(subject, samples, tonight, total);
    }

    private static Optional<Measures> sum(List<Sample> samples, Window window) {
        Optional<Measures> sum = Optional.empty();
        for (Sample sample : samples) {
            Instant end = sample.interval().to();
            if (end.isAfter(window.from()) && !end.isAfter(window.to())) {
                sum = Optional.of(sum.map(so -> so.plus(sample.measures())).orElse(sample.measures()));
            }
        }
        return sum;
    }

    /** Nothing happened: known counters are 0, levels stand. */
    private static Measures standing(Measures measures) {
        SubjectKind kind = measures.kind();
        return Measures.read(kind, metric -> {
            double value = measures.get(metric);
            return metric.isCounter() && !Double.isNaN(value) ? 0 : value;
        });
    }

    private static Measures completed(Measures sum, Measures standing) {
        return Measures.read(sum.kind(), metric -> known(sum, standing, metric));
    }

    private static double known(Measures first, Measures second, Metric metric) {
        double value = first.get(metric);
        return Double.isNaN(value) ? second.get(metric) : value;
    }
}
