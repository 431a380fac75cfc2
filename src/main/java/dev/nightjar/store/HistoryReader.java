package dev.nightjar.store;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Metric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import dev.nightjar.store.jdbc.SampleRow;
import dev.nightjar.store.jdbc.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
            SubjectKind.POOL,
            SubjectKind.REPLICATION_SLOT,
            SubjectKind.SEQUENCE);

    /** What is judged by its state: what it was before it was dropped concerns nobody. */
    private static final Set<SubjectKind> ONLY_WHILE_THERE =
            EnumSet.of(SubjectKind.REPLICATION_SLOT, SubjectKind.SEQUENCE);

    /** Subjects read in one go: few enough to hold all their samples, many enough to ask seldom. */
    private static final int AT_ONCE = 100;

    private static final int HOURS_OF_A_DAY = 24;

    private final StoredJson json;
    private final Session session;
    private final String target;
    private final Set<SubjectKind> kinds;
    private final Window lookback;
    private final Span ofLookback;
    private final Span ofNight;
    private final HourlyMerge hours;
    /** All subjects were seen by the same visits. */
    private final Map<Span, Window> windows = new ConcurrentHashMap<>();

    HistoryReader(
            StoredJson json, Session session, String target, Set<SubjectKind> kinds, Window lookback, Window night) {
        this.json = json;
        this.session = session;
        this.target = target;
        this.kinds = kinds;
        this.lookback = lookback;
        this.ofLookback = Span.of(lookback);
        this.ofNight = Span.of(night);
        this.hours = new HourlyMerge(night);
    }

    /** One row of subject, which several views may have made of the same one, with what was found of it. */
    private static final class Found {
        private final Subject subject;
        private final Measures first;
        private final List<byte[]> packs = new ArrayList<>();
        private final List<SampleRow> singles = new ArrayList<>();
        private boolean seen;
        private Optional<Measures> idle = Optional.empty();

        Found(Subject subject, Measures first) {
            this.subject = subject;
            this.first = first;
        }
    }

    /** Unpacks and sums up with all processors; {@code each} is called by several threads, {@code into} by this one, in order. */
    <T, A, R> R read(Function<? super SubjectHistory, ? extends T> each, Collector<? super T, A, R> into)
            throws SQLException {
        A container = into.supplier().get();
        ReadAhead<List<T>> others =
                new ReadAhead<>(made -> made.forEach(one -> into.accumulator().accept(container, one)));
        Map<Long, Found> found = new LinkedHashMap<>();
        for (Iterator<Map.Entry<Subject, Map<Long, Measures>>> next =
                        subjects().entrySet().iterator();
                next.hasNext(); ) {
            Map.Entry<Subject, Map<Long, Measures>> rows = next.next();
            rows.getValue().forEach((id, first) -> found.put(id, new Found(rows.getKey(), first)));
            if (found.size() >= AT_ONCE || !next.hasNext()) {
                readPacks(found);
                readSamples(found);
                readIdleLevels(found);
                List<Found> complete = List.copyOf(found.values());
                others.work(() -> histories(complete).stream().<T>map(each).toList());
                found.clear();
            }
        }
        others.finish();
        return into.finisher().apply(container);
    }

    private List<SubjectHistory> histories(List<Found> found) {
        Map<Subject, List<SampleTable>> tables = new LinkedHashMap<>();
        Map<Subject, Measures> still = new HashMap<>();
        for (Found one : found) {
            SampleTable table =
                    new SampleTable(one.subject.kind(), hours, HOURS_OF_A_DAY * one.packs.size() + one.singles.size());
            one.packs.forEach(pack -> table.add(SamplePack.open(pack), ofLookback));
            one.singles.forEach(table::add);
            if (!table.isEmpty()) {
                tables.computeIfAbsent(one.subject, subject -> new ArrayList<>())
                        .add(table);
            } else if (THERE_WHEN_IDLE.contains(one.subject.kind())) {
                tables.computeIfAbsent(one.subject, subject -> new ArrayList<>());
                still.merge(one.subject, standing(one.idle.orElse(one.first)), HistoryReader::completed);
            }
        }
        List<SubjectHistory> histories = new ArrayList<>(tables.size());
        tables.forEach(
                (subject, parts) -> histories.add(history(subject, parts, Optional.ofNullable(still.get(subject)))));
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
                        one.seen = true;
                        one.singles.add(new SampleRow(
                                row.number(1),
                                row.instant(2),
                                row.instant(3),
                                row.flag(4),
                                Measures.of(one.subject.kind(), row.figures(5))));
                    }
                    return true;
                },
                withIds(found, lookback.from(), lookback.to()));
    }

    private void readPacks(Map<Long, Found> found) throws SQLException {
        session.each(
                "select subject_id, body, first_at > ? or last_at <= ? from sample_pack"
                        + " where last_at > ? and first_at <= ? and subject_id in (" + places(found)
                        + ") order by subject_id, last_at",
                row -> {
                    Found one = found.get(row.number(1));
                    if (one != null) {
                        one.packs.add(row.bytes(2));
                        one.seen |= row.flag(3);
                    }
                    return true;
                },
                withIds(found, lookback.from(), lookback.to(), lookback.from(), lookback.to()));
    }

    private static String places(Map<Long, Found> found) {
        return String.join(", ", Collections.nCopies(found.size(), "?"));
    }

    private static Object[] withIds(Map<Long, Found> found, Object... first) {
        return Stream.concat(Stream.of(first), found.keySet().stream()).toArray();
    }

    private void readIdleLevels(Map<Long, Found> found) throws SQLException {
        for (Map.Entry<Long, Found> each : found.entrySet()) {
            Found one = each.getValue();
            if (!one.seen && THERE_WHEN_IDLE.contains(one.subject.kind())) {
                one.idle = lastBefore(each.getKey(), one.subject.kind());
            }
        }
    }

    /** With the ids and the first values of its rows. */
    private Map<Subject, Map<Long, Measures>> subjects() throws SQLException {
        Map<Subject, Map<Long, Measures>> subjects = new LinkedHashMap<>();
        session.each(
                "select id, kind, subject_key, attributes, first_measures, gone_at from subject"
                        + " where target = ? and first_at <= ? and (gone_at is null or gone_at > ?) order by id",
                row -> {
                    SubjectKind kind = SubjectKind.valueOf(row.text(2));
                    boolean gone = ONLY_WHILE_THERE.contains(kind)
                            && row.instantIfAny(6)
                                    .filter(at -> !at.isAfter(lookback.to()))
                                    .isPresent();
                    if (kinds.contains(kind) && !gone) {
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
                                row -> SamplePack.open(row.bytes(1)),
                                subject,
                                lookback.from())
                        .flatMap(pack -> last(kind, pack));
    }

    private Optional<Measures> last(SubjectKind kind, SamplePack pack) {
        Optional<Measures> last = Optional.empty();
        for (int i = 0; i < pack.size() && pack.to(i) <= ofLookback.from(); i++) {
            last = Optional.of(pack.measures(kind, i));
        }
        return last;
    }

    private SubjectHistory history(Subject subject, List<SampleTable> tables, Optional<Measures> still) {
        SampleTable samples = tables.isEmpty() ? new SampleTable(subject.kind(), hours, 0) : SampleTable.joined(tables);
        // Several views may tell of one subject: what a quiet one knows completes what a busy one counted.
        Measures quiet = still.orElse(Measures.unknown(subject.kind()));
        Measures total =
                samples.sum(ofLookback).map(sum -> completed(sum, quiet)).orElse(quiet);
        Measures standing = standing(total);
        Measures tonight =
                samples.sum(ofNight).map(sum -> completed(sum, standing)).orElse(standing);
        return new SubjectHistory(subject, samples.samples(subject, this::shared), tonight, total);
    }

    private Window shared(Span interval) {
        return windows.computeIfAbsent(interval, Span::window);
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
