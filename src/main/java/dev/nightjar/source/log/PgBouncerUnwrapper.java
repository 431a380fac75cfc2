package dev.nightjar.source.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PgBouncer's log as lines of a plain one, each message marked {@code pgbouncer:} and without addresses. Built from its
 * documentation, not from a log that was written here.
 */
final class PgBouncerUnwrapper implements Unwrapper {
    private static final Pattern LINE = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+ \\S+ \\[\\d+\\] )(LOG|WARNING|ERROR|FATAL|DEBUG|NOISE) (?:[CS]-0x[0-9a-f]+: (\\S+) )?(.*)");

    @Override
    public long unwrap(byte[] bytes, int from, int to, ByteArrayOutputStream out) {
        long passed = 0;
        for (String line : Slice.decode(bytes, from, to).lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                passed++;
                continue;
            }
            String level = matcher.group(2).equals("NOISE") ? "DEBUG" : matcher.group(2);
            String plain = matcher.group(1) + level + ":  pgbouncer: " + matcher.group(4) + "\n";
            out.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
        }
        return passed;
    }
}
