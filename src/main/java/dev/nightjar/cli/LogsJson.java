package dev.nightjar.cli;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.source.log.ChattySessions;
import dev.nightjar.source.log.Checkpoint;
import dev.nightjar.source.log.DeadlockEvent;
import dev.nightjar.source.log.EventTable;
import dev.nightjar.source.log.HourBuckets;
import dev.nightjar.source.log.LogAnalysis;
import dev.nightjar.source.log.LogCounter;
import dev.nightjar.source.log.LogDigest;
import dev.nightjar.source.log.MaintenanceTable;
import dev.nightjar.source.log.Origin;
import dev.nightjar.source.log.PlanEvent;
import dev.nightjar.source.log.RepeatTable;
import dev.nightjar.source.log.StatementStats;
import dev.nightjar.source.log.plan.PlanNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of {@code nightjar logs}: a stable shape; times in UTC, unknown is null. */
final class LogsJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final LogAnalysis.Result result;
    private final LogDigest digest;
    private final int top;
    /** Rows of the slowest plan that was logged of each statement. */
    private final Map<Fingerprint, Double> rows;

    LogsJson(LogAnalysis.Result result, int top) {
        this.result = result;
        this.digest = result.digest();
        this.top = top;
        this.rows = digest.plans().stream()
                .collect(Collectors.toMap(PlanEvent::fingerprint, plan -> LogsTables.rows(plan.tree())));
    }

    byte[] bytes() {
        return MAPPER.writeValueAsBytes(root());
    }

    private Map<String, @Nullable Object> root() {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("files", result.files().stream().map(LogsJson::file).toList());
        Map<String, @Nullable Object> window = new LinkedHashMap<>();
        window.put("from", time(digest.firstEntry()));
        window.put("to", time(digest.lastEntry()));
        root.put("window", window);
        root.put("errorsBySqlState", digest.errorsBySqlState());
        root.put("totals", totals());
        root.put(
                "statements",
                digest.byTotalTime().stream().limit(top).map(this::statement).toList());
        LogDigest.Rest rest = digest.rest();
        Map<String, Object> beyond = new LinkedHashMap<>();
        beyond.put("calls", rest.calls());
        beyond.put("totalMs", rest.totalMs());
        root.put("statementsBeyondBound", beyond);
        root.put(
                "origins",
                LogsTables.origins(digest).stream().map(LogsJson::origin).toList());
        root.put("hours", hours(digest.hours()));
        root.put("nPlusOne", digest.nPlusOne().stream().map(LogsJson::repeat).toList());
        root.put(
                "insertBatches",
                digest.insertBatches().stream().map(LogsJson::repeat).toList());
        root.put(
                "sessionRepeats",
                digest.sessionRepeats().stream().map(LogsJson::repeat).toList());
        root.put(
                "chattySessions",
                digest.chattySessions().stream().map(LogsJson::chatter).toList());
        root.put("events", events());
        root.put("remarks", digest.remarks());
        return root;
    }

    private static Map<String, Object> file(LogAnalysis.FileOutcome file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", file.name());
        json.put("format", file.format());
        json.put("bytes", file.bytes());
        json.put("problem", file.problem());
        return json;
    }

    private Map<String, Object> totals() {
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("entries", digest.count(LogCounter.ENTRIES));
        totals.put("statements", digest.count(LogCounter.STATEMENTS));
        totals.put("statementsWithoutDuration", digest.count(LogCounter.STATEMENTS_WITHOUT_DURATION));
        totals.put("durationMs", digest.durationMs());
        totals.put("prepared", digest.count(LogCounter.PREPARED));
        totals.put("parameterised", digest.count(LogCounter.PARAMETERISED));
        totals.put("literals", digest.literalCalls());
        totals.put("warnings", digest.count(LogCounter.WARNINGS));
        totals.put("errors", digest.count(LogCounter.ERRORS));
        totals.put("fatals", digest.count(LogCounter.FATALS));
        totals.put("deadlocks", digest.count(LogCounter.DEADLOCKS));
        totals.put("lockWaits", digest.count(LogCounter.LOCK_WAITS));
        totals.put("tempFiles", digest.count(LogCounter.TEMP_FILES));
        totals.put("tempBytes", digest.count(LogCounter.TEMP_BYTES));
        totals.put("checkpoints", digest.count(LogCounter.CHECKPOINTS));
        totals.put("autovacuums", digest.count(LogCounter.AUTOVACUUMS));
        totals.put("autoanalyzes", digest.count(LogCounter.AUTOANALYZES));
        totals.put("connections", digest.count(LogCounter.CONNECTIONS));
        totals.put("disconnections", digest.count(LogCounter.DISCONNECTIONS));
        totals.put("sessionSeconds", digest.count(LogCounter.SESSION_MILLIS) / 1000.0);
        totals.put("cancelled", digest.count(LogCounter.CANCELLED));
        totals.put("plans", digest.count(LogCounter.PLANS));
        totals.put("skippedLines", digest.count(LogCounter.SKIPPED_LINES));
        totals.put("foreignEntries", digest.count(LogCounter.FOREIGN_ENTRIES));
        totals.put("bytes", digest.count(LogCounter.BYTES));
        return totals;
    }

    private Map<String, @Nullable Object> statement(StatementStats statement) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("fingerprint", statement.fingerprint().toString());
        json.put("queryIds", List.copyOf(statement.queryIds()));
        json.put("text", statement.text());
        json.put("database", known(statement.mainOrigin().database()));
        json.put("user", known(statement.mainOrigin().user()));
        json.put("application", known(statement.mainOrigin().application()));
        json.put("calls", statement.calls());
        json.put("totalMs", statement.totalMs());
        json.put("partial", statement.partial());
        json.put("meanMs", number(statement.meanMs()));
        json.put("p95Ms", number(statement.quantileMs(0.95)));
        json.put("maxMs", number(statement.maxMs()));
        json.put("rows", number(rows.getOrDefault(statement.fingerprint(), Double.NaN)));
        json.put("tempBytes", statement.tempBytes());
        json.put("errors", statement.errors());
        json.put("firstSeen", statement.firstSeen().toString());
        json.put("lastSeen", statement.lastSeen().toString());
        json.put("hours", hours(statement.hours()));
        json.put("prepared", statement.prepared());
        if (!statement.samples().isEmpty()) {
            json.put("samples", statement.samples());
        }
        return json;
    }

    private static Map<String, @Nullable Object> origin(Map.Entry<Origin, Long> origin) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("database", known(origin.getKey().database()));
        json.put("user", known(origin.getKey().user()));
        json.put("application", known(origin.getKey().application()));
        json.put("calls", origin.getValue());
        return json;
    }

    private static List<Map<String, @Nullable Object>> hours(List<HourBuckets.Hour> hours) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (HourBuckets.Hour hour : hours) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("at", hour.start().toString());
            json.put("calls", hour.calls());
            json.put("totalMs", hour.micros() / 1000.0);
            list.add(json);
        }
        return list;
    }

    private static Map<String, @Nullable Object> repeat(RepeatTable.Repeat repeat) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("fingerprint", repeat.fingerprint().toString());
        json.put("text", repeat.text());
        json.put("parent", known(repeat.parent()));
        json.put("occurrences", repeat.occurrences());
        json.put("callsPerTransaction", repeat.callsPerOccurrence());
        json.put("calls", repeat.calls());
        json.put("totalMs", repeat.totalMs());
        return json;
    }

    private static Map<String, @Nullable Object> chatter(ChattySessions.Chatter chatter) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("database", known(chatter.origin().database()));
        json.put("user", known(chatter.origin().user()));
        json.put("application", known(chatter.origin().application()));
        json.put("sessions", chatter.sessions());
        json.put("statements", chatter.statements());
        json.put("totalMs", chatter.totalMs());
        json.put("seconds", chatter.seconds());
        return json;
    }

    private List<Map<String, @Nullable Object>> events() {
        List<Map<String, @Nullable Object>> events = new ArrayList<>();
        for (DeadlockEvent deadlock : digest.deadlocks()) {
            Map<String, @Nullable Object> json = event("deadlock");
            json.put("at", deadlock.at().toString());
            json.put("database", known(deadlock.database()));
            json.put("waits", deadlock.waits());
            json.put("victim", known(deadlock.victim()));
            events.add(json);
        }
        add(events, "message", digest.failures());
        add(events, "lockWait", digest.lockWaits());
        for (MaintenanceTable.Work work : digest.maintenance().list()) {
            Map<String, @Nullable Object> json = event("autovacuum");
            json.put("kind", work.kind());
            json.put("table", work.table());
            json.put("count", work.runs());
            json.put("totalMs", work.elapsedSeconds() * 1000);
            json.put("cpuMs", work.cpuSeconds() * 1000);
            json.put("tuplesRemoved", work.tuplesRemoved());
            json.put("deadNotRemovable", work.deadNotRemovable());
            json.put("indexScans", work.indexScans());
            json.put("buffersRead", work.buffersRead());
            json.put("buffersDirtied", work.buffersDirtied());
            json.put("walBytes", work.walBytes());
            json.put("lastSeen", work.last().toString());
            events.add(json);
        }
        add(events, "server", digest.server());
        for (Checkpoint checkpoint : digest.checkpoints()) {
            Map<String, @Nullable Object> json = event("checkpoint");
            json.put("at", checkpoint.at().toString());
            json.put("buffers", checkpoint.buffers());
            json.put("totalSeconds", number(checkpoint.totalSeconds()));
            json.put("distanceKb", checkpoint.distanceKb());
            events.add(json);
        }
        for (PlanEvent plan : digest.plans()) {
            Map<String, @Nullable Object> json = event("plan");
            json.put("at", plan.at().toString());
            json.put("fingerprint", plan.fingerprint().toString());
            json.put("durationMs", plan.durationMs());
            json.put("plan", plan.redacted());
            json.put("tree", node(plan.tree()));
            events.add(json);
        }
        return events;
    }

    private static Map<String, @Nullable Object> node(PlanNode node) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", node.type());
        json.put("relation", known(node.relation()));
        json.put("index", known(node.index()));
        json.put("cost", number(node.cost()));
        json.put("estimatedRows", number(node.estimatedRows()));
        json.put("actualRows", number(node.actualRows()));
        json.put("loops", number(node.loops()));
        json.put("totalMs", number(node.actualMs()));
        json.put("rowsRemovedByFilter", number(node.rowsRemovedByFilter()));
        json.put("tempBytes", number(node.tempBlocks() * 8192));
        json.put("diskKb", number(node.diskKb()));
        json.put("indexSearches", number(node.indexSearches()));
        json.put("children", node.children().stream().map(LogsJson::node).toList());
        return json;
    }

    private static void add(List<Map<String, @Nullable Object>> events, String type, EventTable table) {
        for (EventTable.Occurrence occurrence : table.list()) {
            Map<String, @Nullable Object> json = event(type);
            json.put("kind", occurrence.key().kind());
            json.put("code", known(occurrence.key().code()));
            json.put("text", occurrence.key().text());
            json.put("other", known(occurrence.key().other()));
            json.put("count", occurrence.count());
            json.put("totalMs", occurrence.micros() / 1000.0);
            json.put("firstSeen", occurrence.first().toString());
            json.put("lastSeen", occurrence.last().toString());
            json.put("statement", known(occurrence.statement()));
            events.add(json);
        }
        if (table.more() > 0) {
            Map<String, @Nullable Object> json = event(type);
            json.put("more", table.more());
            events.add(json);
        }
    }

    private static Map<String, @Nullable Object> event(String type) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", type);
        return json;
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static @Nullable String time(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }
}
