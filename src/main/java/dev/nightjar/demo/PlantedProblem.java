package dev.nightjar.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A problem that the demo plants, and what a correct report says of it.
 *
 * @param id stable, in words with hyphens
 * @param title in one line
 * @param what the person who planted it would confess
 * @param checks the ids of checks of which any one may report it; a prefix ending in {@code *} stands for all below
 * @param mentions regular expressions, each of which has to be found in the reported object or text
 * @param traces regular expressions; what is reported under other checks and matches one of them speaks of a
 *     consequence of this problem
 * @param since when it began on the simulated calendar, where it was not always there
 */
public record PlantedProblem(
        String id,
        String title,
        String what,
        List<String> checks,
        List<Pattern> mentions,
        List<Pattern> traces,
        Optional<Since> since) {

    /** A moment and how far a report may be off. */
    public record Since(Instant at, Duration tolerance) {
        boolean allows(Instant reported) {
            return Duration.between(at, reported).abs().compareTo(tolerance) <= 0;
        }
    }

    public PlantedProblem {
        checks = List.copyOf(checks);
        mentions = List.copyOf(mentions);
        traces = List.copyOf(traces);
    }

    /** Whether something reported is about this problem, and right about when it began. */
    boolean isNamedBy(DemoVerdict.Reported reported) {
        String text = reported.object() + "\n" + reported.text();
        return checks.stream().anyMatch(check -> covers(check, reported.check()))
                && mentions.stream().allMatch(word -> word.matcher(text).find())
                && since.map(s -> reported.since().map(s::allows).orElse(false)).orElse(true);
    }

    /** Whether something reported speaks of a consequence of this problem. */
    boolean explains(DemoVerdict.Reported reported) {
        String text = reported.object() + "\n" + reported.text();
        return traces.stream().anyMatch(trace -> trace.matcher(text).find());
    }

    /** Adds traces. */
    private PlantedProblem tracedBy(String... expressions) {
        return new PlantedProblem(id, title, what, checks, mentions, words(expressions), since);
    }

    private static boolean covers(String check, String reported) {
        return check.endsWith("*")
                ? reported.startsWith(check.substring(0, check.length() - 1))
                : reported.equals(check);
    }

    /** All of them, in the order of the README. */
    public static List<PlantedProblem> all(DemoPlan plan) {
        return List.of(
                planted(
                                "missing-index",
                                "A query slow for want of an index",
                                "Customer service searches parcels by their reference; every search reads the table.",
                                List.of("PG-IDX-MISSING"),
                                "parcel",
                                "reference")
                        .tracedBy("where reference = ", "\\(reference\\)"),
                planted(
                                "foreign-key",
                                "A foreign key without an index",
                                "Deleting an API key reads all of api_call, whose api_key_id has no index.",
                                List.of("PG-IDX-FK"),
                                "api_call",
                                "api_key_id")
                        .tracedBy("delete from api_key", "api_call.*\\(api_key_id\\)"),
                planted(
                        "unused-index",
                        "An index that nobody uses",
                        "scan_event_device_serial_idx is maintained by every scan and never read.",
                        List.of("PG-IDX-UNUSED"),
                        "scan_event_device_serial_idx"),
                planted(
                                "duplicate-index",
                                "An index that is there twice",
                                "parcel_tracking_code_idx repeats the index of the unique constraint.",
                                List.of("PG-IDX-DUP"),
                                "parcel_tracking_code_idx")
                        .tracedBy("parcel_tracking_code_(idx|key)"),
                planted(
                                "n-plus-1",
                                "An N+1 loop",
                                "The dispatch screen reads a route's stops, then each parcel by a query of its own.",
                                List.of("PG-Q-NPLUS1"),
                                "recipient")
                        .tracedBy("select recipient, postcode", "select parcel_id from route_stop"),
                new PlantedProblem(
                        "regression",
                        "A regression since a release",
                        "A release on the ninth day, a Thursday, at 10:00 UTC takes due_on out of the index that serves"
                                + " the depots' work list.",
                        List.of("PG-Q-REGRESSION"),
                        words("due_on|sum\\(weight_grams\\)"),
                        words("sum\\(weight_grams\\)", "\\(depot_id, due_on\\)", "parcel_depot_id"),
                        Optional.of(new Since(plan.deployedAt(), Duration.ofHours(6)))),
                planted(
                                "temp-files",
                                "Sorts that spill to temporary files",
                                "The reporting role ranks all invoices with 512 kB of work_mem.",
                                List.of("PG-Q-TEMP"),
                                "parcel_report|rank\\s*\\(|invoice")
                        .tracedBy("rank\\s*\\(\\)", "parcel_report"),
                planted(
                                "lock-waits",
                                "Waits for a row lock",
                                "Closing a depot's day keeps its row locked for 90 ms while the application counts;"
                                        + " scans wait.",
                                List.of("PG-LOCK-WAIT"),
                                "depot_day")
                        .tracedBy("depot_day", "idle in transaction"),
                planted(
                                "deadlock",
                                "Deadlocks",
                                "Two dispatchers exchange parcels between two routes, each locking its own route first.",
                                List.of("PG-LOCK-DEADLOCK"),
                                "deadlock|route_load")
                        .tracedBy("route_load", "40P01"),
                planted(
                                "pool-too-small",
                                "A connection pool that is too small",
                                "parcel-api has 3 connections and keeps them during the application's own work; at noon"
                                        + " threads wait.",
                                List.of("PG-POOL-SMALL"),
                                "parcel-api")
                        .tracedBy("parcel-api"),
                planted(
                                "redis-evictions",
                                "A cache that is too small",
                                "The cache may hold 16 MB, a third of what is asked for: it evicts all the time and"
                                        + " every second read misses.",
                                List.of("RED-EVICT", "RED-HIT-LOW", "RED-MEM-SIZE"),
                                "maxmemory")
                        .tracedBy("evict", "maxmemory", "hit (rate|ratio)"),
                planted(
                        "redis-ttl",
                        "Keys without expiry",
                        "Labels are stored without a TTL and become more every day; they crowd out what has one.",
                        List.of("RED-TTL-COVERAGE"),
                        "TTL|expir"),
                planted(
                                "redis-keys",
                                "KEYS on a large keyspace",
                                "A dashboard counts sessions with KEYS session:* every hour.",
                                List.of("RED-CMD-KEYS"),
                                "KEYS")
                        .tracedBy("\\bKEYS (command|session|pattern)", "slowlog"));
    }

    private static PlantedProblem planted(
            String id, String title, String what, List<String> checks, String... mentions) {
        return new PlantedProblem(id, title, what, checks, words(mentions), List.of(), Optional.empty());
    }

    private static List<Pattern> words(String... expressions) {
        return Arrays.stream(expressions)
                .map(expression -> Pattern.compile(expression, Pattern.CASE_INSENSITIVE))
                .toList();
    }
}
