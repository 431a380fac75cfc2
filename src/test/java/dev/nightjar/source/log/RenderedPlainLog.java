package dev.nightjar.source.log;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A real server's csvlog, written again as the same server would have written its plain log under another
 * {@code log_line_prefix}: the rules of {@code log_status_format} and {@code send_message_to_server_log} in PostgreSQL's
 * {@code elog.c}. Reads csv by a rule of its own, so that the reader under test is not its own judge.
 */
final class RenderedPlainLog {
    private static final List<String> PARTS = List.of("DETAIL", "HINT", "QUERY", "CONTEXT", "STATEMENT");
    private static final int SYSLOG_LIMIT = 900;
    private static final DateTimeFormatter SYSLOG_TIME =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter CSV_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS] zzz", Locale.ROOT);

    private RenderedPlainLog() {}

    static byte[] of(byte[] csv, String prefix) {
        return String.join("", records(csv, prefix, new ArrayList<>())).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * As {@code write_syslog} hands it to syslog and rsyslog writes it to a file: in parts of at most 900 bytes, cut at
     * newlines and blanks, control characters as {@code #011}.
     */
    static byte[] syslog(byte[] csv, String prefix) {
        List<Row> rows = new ArrayList<>();
        List<String> records = records(csv, prefix, rows);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < records.size(); i++) {
            String head = rows.get(i).syslogHead();
            int chunk = 0;
            for (String part : parts(records.get(i))) {
                String number = "[" + (i + 1) + "-" + ++chunk + "] ";
                out.append(head)
                        .append(number)
                        .append(part.replace("\t", "#011").replace("\r", "#015"))
                        .append('\n');
            }
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> parts(String record) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at < record.length()) {
            if (record.charAt(at) == '\n') {
                at++;
                continue;
            }
            int newline = record.indexOf('\n', at);
            int length = Math.min(SYSLOG_LIMIT, (newline < 0 ? record.length() : newline) - at);
            boolean inWord = at + length < record.length() && !Character.isWhitespace(record.charAt(at + length));
            int blank = inWord ? lastBlank(record, at, length) : 0;
            length = blank > 0 ? blank : length;
            parts.add(record.substring(at, at + length));
            at += length;
        }
        return parts;
    }

    private static int lastBlank(String record, int at, int length) {
        int blank = length - 1;
        while (blank > 0 && !Character.isWhitespace(record.charAt(at + blank))) {
            blank--;
        }
        return blank;
    }

    private static List<String> records(byte[] csv, String prefix, List<Row> rows) {
        List<String> records = new ArrayList<>();
        Map<String, Long> lines = new HashMap<>();
        for (List<String> fields : rows(csv)) {
            Row row = new Row(fields);
            rows.add(row);
            // Each process counts its own.
            String session = row.get(5);
            StringBuilder record =
                    new StringBuilder(line(row, prefix, lines.merge(session, 1L, Long::sum), row.get(11), row.get(13)));
            String[] texts = {row.get(14), row.get(15), row.get(16), row.get(18), row.get(19)};
            for (int i = 0; i < texts.length; i++) {
                if (!texts[i].isEmpty()) {
                    record.append(line(row, prefix, lines.merge(session, 1L, Long::sum), PARTS.get(i), texts[i]));
                }
            }
            records.add(record.toString());
        }
        return records;
    }

    private static String line(Row row, String prefix, long number, String level, String text) {
        return row.status(prefix, number) + level + ":  " + text.replace("\n", "\n\t") + "\n";
    }

    private static List<List<String>> rows(byte[] csv) {
        String text = new String(csv, StandardCharsets.ISO_8859_1);
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean twice = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (twice) {
                    field.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (quoted || (c != ',' && c != '\n')) {
                field.append(c);
            } else {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            }
        }
        return rows;
    }

    private record Row(List<String> fields) {
        String get(int index) {
            return index < fields.size() ? fields.get(index) : "";
        }

        /** Background processes have no port, and neither user nor address. */
        private boolean isSession() {
            return !get(4).isEmpty();
        }

        String status(String prefix, long line) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < prefix.length(); i++) {
                if (prefix.charAt(i) != '%' || i + 1 == prefix.length()) {
                    out.append(prefix.charAt(i));
                    continue;
                }
                int start = ++i;
                while (prefix.charAt(i) == '-' || Character.isDigit(prefix.charAt(i))) {
                    i++;
                }
                int width = i > start ? Integer.parseInt(prefix.substring(start, i)) : 0;
                char escape = prefix.charAt(i);
                if (escape == 'q') {
                    if (!isSession()) {
                        return out.toString();
                    }
                    continue;
                }
                String value = value(escape, line);
                String pad = " ".repeat(Math.max(0, Math.abs(width) - value.length()));
                out.append(width > 0 ? pad + value : value + pad);
            }
            return out.toString();
        }

        private String value(char escape, long line) {
            return switch (escape) {
                case 'a' -> named(get(22));
                case 'u' -> named(get(1));
                case 'd' -> named(get(2));
                case 'r' -> isSession() ? get(4).replaceFirst(":(\\d+)$", "($1)") : "";
                case 'h' -> isSession() ? get(4).replaceFirst(":\\d+$", "") : "";
                case 'b' -> get(23);
                case 'p' -> get(3);
                case 'P' -> get(24);
                case 't' -> get(0).replaceFirst("\\.\\d{3}", "");
                case 'm' -> get(0);
                case 'n' -> epoch();
                case 'i' -> isSession() ? get(7) : "";
                case 'e' -> get(12);
                case 'c' -> get(5);
                case 'l' -> Long.toString(line);
                case 's' -> get(8);
                case 'v' -> get(9);
                case 'x' -> get(10);
                case 'Q' -> get(25).isEmpty() ? "0" : get(25);
                case '%' -> "%";
                default -> "";
            };
        }

        private String named(String name) {
            return isSession() ? (name.isEmpty() ? "[unknown]" : name) : "";
        }

        private String epoch() {
            long millis = time().toInstant().toEpochMilli();
            return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
        }

        String syslogHead() {
            return SYSLOG_TIME.format(time()) + " db1 postgres[" + get(3) + "]: ";
        }

        /** The csvlogs of the tests are in UTC. */
        private ZonedDateTime time() {
            return ZonedDateTime.parse(get(0), CSV_TIME.withZone(ZoneOffset.UTC));
        }
    }
}
