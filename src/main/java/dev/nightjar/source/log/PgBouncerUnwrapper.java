package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PgBouncer's log as lines of a plain one. Clients that log in and leave become connections and disconnections of the
 * database they ask for; everything else is marked {@code pgbouncer:} and stands without addresses. Built from its
 * documentation and messages (1.12 to 1.24); no real sample was seen.
 */
final class PgBouncerUnwrapper implements Unwrapper {
    private static final Pattern LINE = Pattern.compile(
            "(?<head>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+ \\S+ \\[\\d+\\] )"
                    + "(?<level>LOG|WARNING|ERROR|FATAL|DEBUG|NOISE) (?:(?<side>[CS])-0x[0-9a-f]+: (?<who>\\S+) )?(?<text>.*)");
    private static final Pattern LOGIN = Pattern.compile("login attempt: db=(?<db>.*) user=(?<user>\\S+) tls=.*");
    private static final Pattern CLOSING = Pattern.compile("closing because: (?<why>.*) \\(age=(?<age>\\d+)s?\\)");

    @Override
    public void unwrap(byte[] bytes, int from, int to, PlainLines out, Passed passed) {
        int at = from;
        while (at < to) {
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            int textEnd = newline > at && bytes[newline - 1] == '\r' ? newline - 1 : newline;
            Matcher matcher = LINE.matcher(Slice.decode(bytes, at, textEnd));
            int length = Math.min(to, newline + 1) - at;
            at = newline + 1;
            if (!matcher.matches()) {
                passed.skipped(1, length);
                continue;
            }
            out.start(length);
            String head = matcher.group("head");
            String text = matcher.group("text");
            boolean client = "C".equals(matcher.group("side"));
            Matcher login = LOGIN.matcher(text);
            Matcher closing = CLOSING.matcher(text);
            String level = matcher.group("level").equals("NOISE") ? "DEBUG" : matcher.group("level");
            if (client && login.matches()) {
                String who = "user=" + login.group("user") + " database=" + login.group("db");
                write(head + "LOG:  connection authorized: " + who, out);
            } else if (closing.matches()) {
                if (client) {
                    write(head + "LOG:  disconnection: session time: " + sessionTime(closing.group("age")), out);
                }
                String end = client ? "client" : "server connection";
                write(head + level + ":  pgbouncer: " + end + " closed: " + closing.group("why"), out);
            } else {
                write(head + level + ":  pgbouncer: " + text, out);
            }
        }
    }

    /** Seconds as the server writes them: {@code 0:01:30.000}. */
    private static String sessionTime(String age) {
        long seconds = age.length() > 12 ? 0 : Long.parseLong(age);
        return "%d:%02d:%02d.000".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static void write(String line, PlainLines out) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
