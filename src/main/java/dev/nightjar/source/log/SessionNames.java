package dev.nightjar.source.log;

import dev.nightjar.source.log.PrefixPattern.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names with blanks or punctuation that sessions of a plain log have, as its "connection authorized" messages say: where
 * a prefix parts its names with a blank, nothing else tells {@code odd user} from a user {@code odd}. Characters stand
 * for bytes, longest name first.
 */
record SessionNames(List<String> users, List<String> databases, List<String> applications) {
    static final SessionNames NONE = new SessionNames(List.of(), List.of(), List.of());

    /**
     * What {@code %b} prints, of several words each. Source: {@code GetBackendTypeDesc} and the background workers of
     * PostgreSQL 13 to 18.
     */
    private static final List<String> BACKENDS = List.of(
            "logical replication tablesync worker",
            "logical replication parallel worker",
            "logical replication apply worker",
            "logical replication launcher",
            "logical replication worker",
            "autovacuum launcher",
            "dead-end client backend",
            "standalone backend",
            "autovacuum worker",
            "background writer",
            "background worker",
            "parallel worker",
            "client backend",
            "slotsync worker",
            "not initialized",
            "io worker");

    private static final Pattern AUTHORIZED = Pattern.compile(
            "connection authorized: user=(.*?)(?: database=(.*?))?(?: application_name=(.*?))?(?: (?:SSL|GSS) .*)?$");
    private static final Pattern PLAIN = Pattern.compile("\\w*");
    private static final int MOST = 100;

    /** Of the first lines of a log. */
    static SessionNames of(List<String> lines) {
        List<Set<String>> names = List.of(longestFirst(), longestFirst(), longestFirst());
        for (String line : lines) {
            Matcher authorized = AUTHORIZED.matcher(line);
            if (authorized.find()) {
                for (int i = 0; i < names.size(); i++) {
                    String name = authorized.group(i + 1);
                    if (name != null && !PLAIN.matcher(name).matches()) {
                        names.get(i).add(name);
                    }
                }
            }
        }
        return new SessionNames(first(names.get(0)), first(names.get(1)), first(names.get(2)));
    }

    private static Set<String> longestFirst() {
        return new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    }

    private static List<String> first(Set<String> names) {
        return names.stream().limit(MOST).toList();
    }

    /** All of them. */
    List<String> all() {
        List<String> all = new ArrayList<>(users);
        all.addAll(databases);
        all.addAll(applications);
        all.sort(Comparator.comparingInt(String::length).reversed());
        return all;
    }

    /** Those that a hole of this kind may hold. */
    byte[][] of(Kind kind) {
        List<String> names = switch (kind) {
            case USER -> users;
            case DATABASE -> databases;
            case APPLICATION -> applications;
            case BACKEND -> BACKENDS;
            default -> List.of();
        };
        return names.stream()
                .map(name -> name.getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
    }
}
