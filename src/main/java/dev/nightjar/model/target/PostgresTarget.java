package dev.nightjar.model.target;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A PostgreSQL server to read from.
 *
 * @param name of the target that it belongs to
 * @param hosts {@code host:port}, several separated by commas
 * @param database where server-wide views are read, and where pg_stat_statements is installed
 * @param databases further databases whose tables and indexes are read
 * @param parameters of the JDBC driver beyond those named here; no secrets
 * @param statementTimeout how long one query may run on the server
 * @param lockTimeout how long one query may wait for a lock
 * @param diskBytes size of the volume that its data lie on, which SQL does not tell; NaN where nobody said
 */
public record PostgresTarget(
        String name,
        String hosts,
        String database,
        List<String> databases,
        SortedMap<String, String> parameters,
        String user,
        Password password,
        Tls tls,
        Duration connectTimeout,
        Duration statementTimeout,
        Duration lockTimeout,
        double diskBytes) {

    public PostgresTarget {
        databases = List.copyOf(databases);
        parameters = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** The main database, then the others. */
    public List<String> allDatabases() {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(database), databases.stream())
                .distinct()
                .toList();
    }

    /** The JDBC address of one of its databases, without user and password. */
    public String url(String ofDatabase) {
        String query = parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return "jdbc:postgresql://" + hosts + "/" + encode(ofDatabase) + (query.isEmpty() ? "" : "?" + query);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
