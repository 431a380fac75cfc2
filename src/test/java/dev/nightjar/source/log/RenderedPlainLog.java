package dev.nightjar.source.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A real server's csvlog, written again as the same server would have written its plain log under another
 * {@code log_line_prefix}: the rules of {@code log_status_format} and {@code send_message_to_server_log} in PostgreSQL's
 * {@code elog.c}. Reads csv by a rule of its own, so that the reader under test is not its own judge.
 */
final class RenderedPlainLog {
    private static final List<String> PARTS = List.of("DETAIL", "HINT", "QUERY", "CONTEXT", "STATEMENT");
    private static final DateTimeFormatter CSV_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS] zzz", Locale.ROOT);

    private RenderedPlainLog() {}

    static byte[] of(byte[] csv, String prefix) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long line = 0;
        for (List<String> row : rows(csv)) {
            Row record = new Row(row);
            write(out, record, prefix, ++line, record.get(11), record.get(13));
            String[] texts = {record.get(14), record.get(15), record.get(16), record.get(18), record.get(19)};
            for (int i = 0; i < texts.length; i++) {
                if (!texts[i].isEmpty()) {
                    write(out, record, prefix, ++line, PARTS.get(i), texts[i]);
                }
            }
        }
        return out.toByteArray();
    }

    private static void write(
            ByteArrayOutputStream out, Row record, String prefix, long line, String level, String text) {
        String whole = record.status(prefix, line) + level + ":  " + text.replace("\n", "\n\t") + "\n";
        out.writeBytes(whole.getBytes(StandardCharsets.ISO_8859_1));
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

        /** The csvlogs of the tests are in UTC. */
        private String epoch() {
            long millis = OffsetDateTime.from(
                            CSV_TIME.withZone(ZoneOffset.UTC).parse(get(0), java.time.ZonedDateTime::from))
                    .toInstant()
                    .toEpochMilli();
            return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
        }
    }
}
