package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server says of itself: crashes, starts, settings, replication, archiving. Told by how a message begins; by
 * the wording of 13 to 18.
 */
final class ServerEvents {
    private static final int LONGEST = 600;

    /** Beginnings of messages, and what they are about. */
    private static final Map<String, String> BEGINNINGS = beginnings();

    private static final Pattern PROCESS_END = Pattern.compile(
            "(?<process>[^\\n]{1,120}?) \\(PID \\d+\\) (?<how>(?:was terminated by|exited with exit code)[^\\n]*)");
    private static final Pattern PARAMETER = Pattern.compile(
            "parameter \"(?<name>[^\"]*)\" (?:changed to \"(?<value>.*)\"|(?<rest>.*))", Pattern.DOTALL);
    private static final Pattern SECRET = Pattern.compile("conninfo|command|pass|secret|key|token");
    private static final Pattern NOT_OBTAINED =
            Pattern.compile("process \\d+ could not obtain (?<lock>.*)", Pattern.DOTALL);
    private static final Pattern RECOVERY_WAIT = Pattern.compile(
            "recovery (?<how>still|finished) waiting after (?<ms>\\d+(?:\\.\\d+)?) ms: (?<why>[^\\n]*)");
    private static final Pattern POOL_WAIT = Pattern.compile("pgbouncer: stats: .*\\bwait (?<us>\\d+) us\\b.*");
    private static final byte[] FAILED_COMMAND = ByteSearch.ascii("Failed process was running: ");

    private ServerEvents() {}

    private static Map<String, String> beginnings() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("terminating any other active server processes", "crash");
        map.put("all server processes terminated; reinitializing", "crash");
        map.put("shutting down because restart_after_crash is off", "crash");
        map.put("shutting down because \"restart_after_crash\" is off", "crash");
        map.put("database system was not properly shut down", "recovery");
        map.put("database system was interrupted", "recovery");
        map.put("redo starts at", "recovery");
        map.put("redo done at", "recovery");
        map.put("consistent recovery state reached", "recovery");
        map.put("entering standby mode", "recovery");
        map.put("selected new timeline ID", "promotion");
        map.put("received promote request", "promotion");
        map.put("archive recovery complete", "promotion");
        map.put("starting PostgreSQL", "start");
        map.put("database system is ready to accept", "start");
        map.put("database system is shut down", "stop");
        map.put("received fast shutdown request", "stop");
        map.put("received smart shutdown request", "stop");
        map.put("received immediate shutdown request", "stop");
        map.put("received SIGHUP, reloading configuration files", "settings");
        map.put("configuration file \"", "settings");
        map.put("checkpoints are occurring too frequently", "checkpoints");
        map.put("unexpected EOF on client connection", "client lost");
        map.put("unexpected EOF within message length word", "client lost");
        map.put("could not receive data from client", "client lost");
        map.put("could not send data to client", "client lost");
        map.put("connection to client lost", "client lost");
        map.put("could not accept SSL connection", "client lost");
        map.put("started streaming WAL", "replication");
        map.put("replication terminated by primary server", "replication");
        map.put("requested WAL segment", "replication");
        map.put("invalidating obsolete replication slot", "replication");
        map.put("terminating process", "replication");
        map.put("terminating walsender process", "replication");
        map.put("standby \"", "replication");
        map.put("logical replication apply worker", "replication");
        map.put("logical decoding found", "replication");
        map.put("starting logical decoding for slot", "replication");
        map.put("acquired physical replication slot", "replication");
        map.put("acquired logical replication slot", "replication");
        map.put("waiting for WAL to become available", "replication");
        map.put("archive command failed", "archiving");
        map.put("archive command was terminated", "archiving");
        map.put("archiving write-ahead log file", "archiving");
        map.put("skipping vacuum of", "autovacuum");
        map.put("skipping analyze of", "autovacuum");
        map.put("autovacuum: found orphan temp table", "autovacuum");
        map.put("autovacuum launcher shutting down", "autovacuum");
        map.put("out of memory", "memory");
        map.put("invalid page in block", "damage");
        map.put("page verification failed", "damage");
        map.put("pgbouncer: ", "pgbouncer");
        return map;
    }

    static Optional<Note> read(LogEntry entry, StatementCatalog catalog) {
        String text = entry.message.text(LONGEST);
        Matcher end = PROCESS_END.matcher(text);
        if (end.lookingAt()) {
            return processEnd(entry, end, catalog);
        }
        Matcher parameter = PARAMETER.matcher(text);
        if (parameter.matches()) {
            return Optional.of(new Note.Server("settings", setting(parameter, text), -1, 0));
        }
        Matcher lock = NOT_OBTAINED.matcher(text);
        if (lock.matches()) {
            String what = "could not obtain " + ServerMessages.lockKind(lock.group("lock"));
            return Optional.of(new Note.Server("lock not obtained", what, statement(entry.statement, catalog), 0));
        }
        Matcher recovery = RECOVERY_WAIT.matcher(text);
        if (recovery.matches()) {
            String what = "recovery " + recovery.group("how") + " waiting: " + recovery.group("why");
            return Optional.of(new Note.Server("recovery conflict", what, -1, micros(recovery.group("ms"), 1000)));
        }
        Matcher pool = POOL_WAIT.matcher(text);
        if (pool.matches()) {
            String what = "average wait of clients for a server connection";
            return Optional.of(new Note.Server("pgbouncer", what, -1, micros(pool.group("us"), 1)));
        }
        return BEGINNINGS.entrySet().stream()
                .filter(beginning -> text.startsWith(beginning.getKey()))
                .findFirst()
                .map(beginning -> new Note.Server(beginning.getValue(), Texts.pattern(text), -1, 0));
    }

    /** The postmaster names the kind of process (18) or says "server process", and quotes what it ran. */
    private static Optional<Note> processEnd(LogEntry entry, Matcher end, StatementCatalog catalog) {
        boolean crashed = end.group("how").startsWith("was terminated by");
        String text = end.group("process") + " " + end.group("how");
        int statement = -1;
        if (entry.detail.startsWith(FAILED_COMMAND)) {
            Slice sql = new Slice();
            sql.set(entry.detail.bytes, entry.detail.from + FAILED_COMMAND.length, entry.detail.to);
            statement = statement(sql, catalog);
        }
        return Optional.of(new Note.Server(crashed ? "crash" : "process ended", text, statement, 0));
    }

    /** Values of settings are worth knowing, but those that may hold a password are not shown. */
    private static String setting(Matcher parameter, String text) {
        String name = parameter.group("name");
        String value = parameter.group("value");
        if (value == null) {
            return Texts.pattern(text);
        }
        // A name with a dot belongs to an extension or an application: what its value means is not known.
        boolean secret = name.indexOf('.') >= 0
                || SECRET.matcher(name.toLowerCase(Locale.ROOT)).find();
        return "parameter \"" + name + "\" changed to " + (secret ? "another value" : "\"" + value + "\"");
    }

    private static int statement(Slice sql, StatementCatalog catalog) {
        return sql.isEmpty() ? -1 : catalog.index(sql.bytes, sql.from, sql.to, true);
    }

    private static long micros(String figure, int factor) {
        return EntryClassifier.capped(Math.round(Double.parseDouble(figure) * factor));
    }
}
