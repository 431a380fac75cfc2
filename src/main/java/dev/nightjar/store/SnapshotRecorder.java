package dev.nightjar.store;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Observation;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.Subject;
import dev.nightjar.store.LastSnapshot.Entry;
import dev.nightjar.store.LastSnapshot.SubjectName;
import dev.nightjar.store.jdbc.Dialect;
import dev.nightjar.store.jdbc.SampleRow;
import dev.nightjar.store.jdbc.Session;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes one snapshot within one transaction. */
final class SnapshotRecorder {
    private final Dialect dialect;
    private final StoredJson json;
    private final Session session;
    private final Snapshot snapshot;

    SnapshotRecorder(Dialect dialect, StoredJson json, Session session, Snapshot snapshot) {
        this.dialect = dialect;
        this.json = json;
        this.session = session;
        this.snapshot = snapshot;
    }

    int record() throws SQLException {
        Optional<LastSnapshot> last = session.first(
                "select taken_at, epoch, body from last_snapshot where target = ? and source = ? for update",
                row -> LastSnapshot.unpack(row.instant(1), row.text(2), row.bytes(3)),
                snapshot.target(),
                snapshot.source());
        if (last.isPresent() && !snapshot.at().isAfter(last.get().at())) {
            return 0;
        }
        Map<SubjectName, Entry> before = last.map(LastSnapshot::entries).orElse(Map.of());
        Map<SubjectName, Entry> now = identify(before);
        int written = last.isPresent() ? writeSamples(last.get(), now) : 0;
        markGone(before, now);
        replaceLast(last.isPresent(), new LastSnapshot(snapshot.at(), snapshot.epoch(), now));
        return written;
    }

    private int writeSamples(LastSnapshot last, Map<SubjectName, Entry> now) throws SQLException {
        session.update(
                "insert into visit (target, source, from_at, to_at, after_reset) values (?, ?, ?, ?, ?)",
                snapshot.target(),
                snapshot.source(),
                last.at(),
                snapshot.at(),
                !snapshot.epoch().equals(last.epoch()));
        List<SampleRow> rows = new ArrayList<>();
        for (Sample sample : snapshot.since(last.toSnapshot(snapshot.target(), snapshot.source()))) {
            SubjectName name = SubjectName.of(sample.subject());
            Optional<Measures> earlier =
                    Optional.ofNullable(last.entries().get(name)).map(Entry::measures);
            Entry entry = now.get(name);
            if (entry != null && Worth.of(sample, earlier)) {
                rows.add(new SampleRow(
                        entry.id(),
                        sample.interval().from(),
                        sample.interval().to(),
                        sample.afterReset(),
                        sample.measures()));
            }
        }
        dialect.insertSamples(session, rows);
        return rows.size();
    }

    /** Finds the id of every subject of the snapshot, and saves those that are new or described in other words. */
    private Map<SubjectName, Entry> identify(Map<SubjectName, Entry> before) throws SQLException {
        Map<SubjectName, Entry> now = new LinkedHashMap<>();
        List<Observation> others = new ArrayList<>();
        for (Observation observation : snapshot.observations()) {
            Subject subject = observation.subject();
            SubjectName name = SubjectName.of(subject);
            Entry known = before.get(name);
            if (known == null) {
                others.add(observation);
                continue;
            }
            int hash = subject.attributes().hashCode();
            if (hash != known.attributesHash()) {
                describe(known.id(), subject);
            }
            refuseTwice(
                    now.put(name, new Entry(known.id(), hash, observation.measures(), observation.parts())), subject);
        }
        if (!others.isEmpty()) {
            identifyOthers(others, now);
        }
        return now;
    }

    private void identifyOthers(List<Observation> others, Map<SubjectName, Entry> now) throws SQLException {
        Map<SubjectName, Long> returning = earlierSubjects(others);
        List<Observation> unknown = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        Map<SubjectName, Observation> seen = new HashMap<>();
        for (Observation observation : others) {
            Subject subject = observation.subject();
            SubjectName name = SubjectName.of(subject);
            refuseTwice(seen.put(name, observation), subject);
            Long id = returning.get(name);
            if (id == null) {
                unknown.add(observation);
                rows.add(new Object[] {
                    snapshot.target(),
                    snapshot.source(),
                    subject.kind().name(),
                    subject.key(),
                    hash(subject.key()),
                    json.text(subject.attributes()),
                    snapshot.at(),
                    observation.measures().toArray()
                });
            } else {
                describe(id, subject);
                now.put(
                        name,
                        new Entry(id, subject.attributes().hashCode(), observation.measures(), observation.parts()));
            }
        }
        List<Long> ids = session.insertForIds(
                "insert into subject (target, source, kind, subject_key, key_hash, attributes, first_at,"
                        + " first_measures) values (?, ?, ?, ?, ?, ?, ?, ?)",
                "id",
                rows);
        for (int i = 0; i < ids.size(); i++) {
            Subject subject = unknown.get(i).subject();
            now.put(
                    SubjectName.of(subject),
                    new Entry(
                            ids.get(i),
                            subject.attributes().hashCode(),
                            unknown.get(i).measures(),
                            unknown.get(i).parts()));
        }
    }

    private Map<SubjectName, Long> earlierSubjects(List<Observation> others) throws SQLException {
        Map<SubjectName, Long> found = new HashMap<>();
        for (Observation observation : others) {
            Subject subject = observation.subject();
            session.first(
                            "select id from subject where target = ? and source = ? and kind = ? and key_hash = ?",
                            row -> row.number(1),
                            snapshot.target(),
                            snapshot.source(),
                            subject.kind().name(),
                            hash(subject.key()))
                    .ifPresent(id -> found.put(SubjectName.of(subject), id));
        }
        return found;
    }

    private void describe(long id, Subject subject) throws SQLException {
        session.update(
                "update subject set attributes = ?, gone_at = null where id = ?", json.text(subject.attributes()), id);
    }

    private void markGone(Map<SubjectName, Entry> before, Map<SubjectName, Entry> now) throws SQLException {
        List<Object[]> gone = new ArrayList<>();
        before.forEach((name, entry) -> {
            if (!now.containsKey(name)) {
                gone.add(new Object[] {snapshot.at(), entry.id()});
            }
        });
        session.batch("update subject set gone_at = ? where id = ?", gone);
    }

    private void replaceLast(boolean there, LastSnapshot last) throws SQLException {
        Instant at = last.at();
        byte[] body = last.pack();
        if (there) {
            session.update(
                    "update last_snapshot set taken_at = ?, epoch = ?, body = ? where target = ? and source = ?",
                    at,
                    last.epoch(),
                    body,
                    snapshot.target(),
                    snapshot.source());
        } else {
            session.update(
                    "insert into last_snapshot (target, source, taken_at, epoch, body) values (?, ?, ?, ?, ?)",
                    snapshot.target(),
                    snapshot.source(),
                    at,
                    last.epoch(),
                    body);
        }
    }

    private void refuseTwice(@org.jspecify.annotations.Nullable Object earlier, Subject subject) {
        if (earlier != null) {
            throw new IllegalArgumentException("the snapshot of " + snapshot.source() + " has the " + subject.kind()
                    + " " + subject.key() + " twice; its source must add the two up");
        }
    }

    /** FNV-1a of 64 bits: stable across releases, and collisions among a target's subjects are out of the question. */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
