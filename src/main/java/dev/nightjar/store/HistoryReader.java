package dev.nightjar.store;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Metric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SampleColumns;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import dev.nightjar.store.jdbc.SampleRow;
import dev.nightjar.store.jdbc.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Stream;

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

    /** Subjects read in one go: few enough to hold all their samples, many enough to ask seldom. */
    private static final int AT_ONCE = 200;

    private final StoredJson json;
    private final Session session;
    private final String target;
    private final Set<SubjectKind> kinds;
    private final Window lookback;
    private final Window night;
    private final HourlyMerge hours;

    HistoryReader(
            StoredJson json, Session session, String target, Set<SubjectKind> kinds, Window lookback, Window night) {
        this.json = json;
        this.session = session;
        this.target = target;
        this.kinds = kinds;
        this.lookback = lookback;
        this.night = night;
        this.hours = new HourlyMerge(night);
    }

    /** One row of subject, which several views may have made of the same one, with what was found of it. */
    private record Found(Subject subject, Measures first, List<Sample> samples) {}

    <A, R> R read(Collector<? super SubjectHistory, A, R> into) throws SQLException {
        A container = into.supplier().get();
        Map<Long, Found> found = new LinkedHashMap<>();
        for (Iterator<Map.Entry<Subject, Map<Long, Measures>>> next =
                        subjects().entrySet().iterator();
                next.hasNext(); ) {
            Map.Entry<Subject, Map<Long, Measures>> rows = next.next();
            rows.getValue().forEach((id, first) -> found.put(id, new Found(rows.getKey(), first, new ArrayList<>())));
            if (found.size() >= AT_ONCE || !next.hasNext()) {
                readPacks(found);
                readSamples(found);
                histories(found).forEach(history -> into.accumulator().accept(container, history));
                found.clear();
            }
        }
        return into.finisher().apply(container);
    }

    private List<SubjectHistory> histories(Map<Long, Found> found) throws SQLException {
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

    private void readSamples(Map<Long, Found> found) throws SQLException {
        session.each(
                "select subject_id, from_at, to_at, after_reset, measures from sample"
                        + " where to_at > ? and to_at <= ? and subject_id in (" + places(found)
                        + ") order by subject_id, to_at",
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
                withIds(found, lookback.from(), lookback.to()));
    }

    private void readPacks(Map<Long, Found> found) throws SQLException {
        session.each(
                "select subject_id, body from sample_pack where last_at > ? and first_at <= ?" + " and subject_id in ("
                        + places(found) + ") order by subject_id, last_at",
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
                withIds(found, lookback.from(), lookback.to()));
    }

    private static String places(Map<Long, Found> found) {
        return String.join(", ", Collections.nCopies(found.size(), "?"));
    }

    private static Object[] withIds(Map<Long, Found> found, Object... first) {
        return Stream.concat(Stream.of(first), found.keySet().stream()).toArray();
    }

    private static boolean endsIn(SampleRow packed, Window window) {
        return packed.to().isAfter(window.from()) && !packed.to().isAfter(window.to());
    }

    /** With the ids and the first values of its rows. */
    private Map<Subject, Map<Long, Measures>> subjects() throws SQLException {
        Map<Subject, Map<Long, Measures>> subjects = new LinkedHashMap<>();
        session.each(
                "select id, kind, subject_key, attributes, first_measures from subject"
                        + " where target = ? and first_at <= ? and (gone_at is null or gone_at > ?) order by id",
                row -> {
                    SubjectKind kind = SubjectKind.valueOf(row.text(2));
                    if (kinds.contains(kind)) {
                        subjects.computeIfAbsent(
                                        Subject.of(kind, row.text(3), json.texts(row.text(4))),
                                        subject -> new LinkedHashMap<>())
                                .put(row.number(1), Measures.of(kind, row.figures(5)));
                    }
                    return true;
                },
                target,
                lookback.to(),
                lookback.from());
        return subjects;
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
        List<Sample> kept = HourlyMerge.isOneOfMany(subject.kind()) ? SampleColumns.of(subject, samples) : samples;
        return new SubjectHistory(subject, kept, tonight, total);
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
