package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RecommendationBuilder;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SequenceMetric;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.schema.ObjectName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of a sequence is used, and how fast. The pace is that of the lookback without its busiest day, so that one load is
 * no trend; with that day it may end as early as {@link #earliestDays}. Of less than three days no pace is told.
 *
 * @param share of its range, 0–1; NaN when it never gave out a value or the role may not see it
 * @param perDay values a day; NaN for not known
 * @param daysLeft at that pace; infinite where it does not move or the pace is not known
 */
record SequenceUse(
        Subject subject,
        double last,
        double end,
        double share,
        double perDay,
        double daysLeft,
        double earliestDays,
        LocalDate today) {
    private static final int LEAST_DAYS = 3;
    private static final double DAY_MS = Duration.ofDays(1).toMillis();
    private static final double INT4_END = Integer.MAX_VALUE;
    /** Beyond this many days a date says nothing. */
    private static final double FAR = 36_500;

    static SequenceUse of(CheckInput input, SubjectHistory history) {
        double used = history.lookback(SequenceMetric.USED);
        double range = history.lookback(SequenceMetric.RANGE);
        double[] days = days(input, history);
        double sum = Arrays.stream(days).sum();
        double busiest = Arrays.stream(days).max().orElse(0);
        boolean known = days.length >= LEAST_DAYS && input.days() >= LEAST_DAYS;
        double perDay = known ? (sum - busiest) / (days.length - 1) : Double.NaN;
        double mean = known ? sum / days.length : Double.NaN;
        return new SequenceUse(
                history.subject(),
                history.lookback(SequenceMetric.LAST_VALUE),
                history.lookback(SequenceMetric.END_VALUE),
                used / range,
                perDay,
                left(range - used, perDay),
                left(range - used, mean),
                input.night().window().to().atZone(ZoneOffset.UTC).toLocalDate());
    }

    private static double left(double values, double perDay) {
        return perDay > 0 ? Math.max(0, values) / perDay : Double.POSITIVE_INFINITY;
    }

    /**
     * What was used in each 24 hours since it is known, at most those of the lookback, the last first. What was used over a gap is
     * spread over it; a value that is set back counts as nothing.
     */
    private static double[] days(CheckInput input, SubjectHistory history) {
        Instant end = input.night().lookback().to();
        double lookback = input.night().lookback().days();
        double known = history.samples().stream()
                .filter(sample -> Double.isFinite(sample.measures().get(SequenceMetric.USED)))
                .findFirst()
                .map(first -> daysBefore(end, first.interval().from()))
                .orElse(lookback);
        double[] used = new double[(int) Math.max(1, Math.floor(Math.min(lookback, known)))];
        double before = Double.NaN;
        double since = Double.NaN;
        for (Sample sample : history.samples()) {
            double value = sample.measures().get(SequenceMetric.USED);
            double at = daysBefore(end, sample.interval().to());
            if (value > before) {
                spread(used, value - before, Math.max(at, 0), Math.max(since, at + 1e-6));
            }
            if (!Double.isNaN(value)) {
                before = value;
                since = at;
            }
        }
        return used;
    }

    /** Adds an amount evenly to the days between two moments, each told in days before the end. */
    private static void spread(double[] days, double amount, double to, double from) {
        for (int day = (int) to; day < Math.min(days.length, from); day++) {
            days[day] += amount * Math.max(0, Math.min(from, day + 1) - Math.max(to, day)) / (from - to);
        }
    }

    private static double daysBefore(Instant end, Instant moment) {
        return Duration.between(moment, end).toMillis() / DAY_MS;
    }

    String key() {
        return subject.key();
    }

    /** As the outlook names it. */
    String object() {
        return "sequence " + key();
    }

    /** {@link Severity#LOW} for one that needs no word. */
    Severity severity(CheckInput input) {
        if (daysLeft < input.limit(HealthThreshold.SEQUENCE_DAYS_CRITICAL)) {
            return Severity.CRITICAL;
        }
        boolean loads = share >= input.limit(HealthThreshold.SEQUENCE_SHARE)
                && earliestDays < input.limit(HealthThreshold.SEQUENCE_DAYS);
        if (daysLeft < input.limit(HealthThreshold.SEQUENCE_DAYS)
                || loads
                || share >= input.limit(HealthThreshold.SEQUENCE_HIGH_SHARE)) {
            return Severity.HIGH;
        }
        if (share >= input.limit(HealthThreshold.SEQUENCE_SHARE)) {
            return Severity.MEDIUM;
        }
        return share > input.limit(HealthThreshold.SEQUENCE_INFO_SHARE) ? Severity.INFO : Severity.LOW;
    }

    LocalDate day(double daysAhead) {
        return today.plus(Math.round(daysAhead), ChronoUnit.DAYS);
    }

    /** Whose end it is, where it is not its own. */
    String whose() {
        List<Column> limiting = limiting();
        return limiting.isEmpty()
                ? ""
                : ", the end of " + limiting.get(0).table() + "."
                        + limiting.get(0).column() + " of type "
                        + limiting.get(0).type();
    }

    String pace(String span) {
        if (Double.isNaN(perDay)) {
            return "How fast it goes on is known after three days.";
        }
        if (daysLeft > FAR && earliestDays > FAR) {
            return "It hardly went on in the last " + span + ".";
        }
        if (daysLeft > FAR) {
            return "Almost all that was used in the last " + span
                    + " was used on one day; as much every week, and it lasts until " + day(earliestDays) + ".";
        }
        return "At " + Amounts.count(perDay) + " values a day, as in the last " + span
                + " without the busiest day, it lasts for about " + Amounts.count(daysLeft) + " days, until "
                + day(daysLeft)
                + (day(earliestDays).equals(day(daysLeft)) ? "." : "; with that day, until " + day(earliestDays) + ".");
    }

    /** A column that a sequence fills. */
    private record Column(String table, String column, String type) {
        /** Nothing of a line that is none. */
        static Stream<Column> parse(String line) {
            String[] parts = line.split("\t", -1);
            return parts.length == 3 ? Stream.of(new Column(parts[0], parts[1], parts[2])) : Stream.empty();
        }

        /** Whether its type ends where the sequence does, or before; {@code other} answers for types of the user's own. */
        boolean endsAt(double end, boolean other) {
            return switch (type) {
                case "smallint" -> Short.MAX_VALUE <= magnitude(end);
                case "integer" -> INT4_END <= magnitude(end);
                case "bigint" -> false;
                default -> other;
            };
        }

        /** Types reach one further below zero than above. */
        private static double magnitude(double end) {
            return end < 0 ? -1 - end : end;
        }
    }

    /** The columns that cannot hold what lies beyond the end. */
    private List<Column> limiting() {
        String ownEnd = subject.attribute(Subject.OWN_END);
        boolean own = ownEnd.isEmpty() || Double.parseDouble(ownEnd) == end;
        return subject.attribute(Subject.COLUMNS)
                .lines()
                .flatMap(Column::parse)
                .filter(column -> column.endsAt(end, !own))
                .toList();
    }

    /** A plan, never run as it is: the table is rewritten, or the values that are left are found elsewhere. */
    Recommendation remedy(Finding finding) {
        String sequence =
                new ObjectName(subject.attribute(Subject.SCHEMA), subject.attribute(Subject.SEQUENCE)).quoted();
        List<Column> columns = limiting();
        boolean widest = columns.isEmpty() && subject.attribute(Subject.TYPE).equals("bigint");
        RecommendationBuilder plan = Recommendation.to(
                        widest ? ActionType.INVESTIGATE : ActionType.SCHEMA_CHANGE, object())
                .answers(finding)
                .harm(finding.severity() == Severity.CRITICAL ? .6 : finding.severity() == Severity.HIGH ? .2 : .05)
                .verifiedBy("its share of used values falls")
                .source("pg_sequences");
        if (widest) {
            return plan.title("Find out why sequence " + key() + " goes so far, or let it begin elsewhere")
                    .because("It has the widest type there is; perhaps somebody gave it an end or set its value.")
                    .sql(
                            List.of("SELECT * FROM pg_sequences WHERE schemaname = "
                                    + literal(subject.attribute(Subject.SCHEMA)) + " AND sequencename = "
                                    + literal(subject.attribute(Subject.SEQUENCE)) + ";"),
                            List.of())
                    .build();
        }
        List<String> apply = new ArrayList<>();
        List<String> undo = new ArrayList<>();
        widen(sequence, apply, undo);
        for (Column column : columns) {
            apply.add("ALTER TABLE " + column.table() + " ALTER COLUMN " + column.column() + " TYPE bigint;");
            undo.add(
                    0,
                    "ALTER TABLE " + column.table() + " ALTER COLUMN " + column.column() + " TYPE " + column.type()
                            + ";");
        }
        boolean rewrites = !columns.isEmpty();
        return plan.title("Give sequence " + key() + " more values: bigint")
                .because(
                        rewrites
                                ? "Changing the type rewrites the table and all its indexes under a lock that stops reads as"
                                        + " well, and needs as much disk once more. For a large table: add a bigint column,"
                                        + " fill it by a trigger and in small steps, then swap the two in one short"
                                        + " transaction. Columns that refer to it need the same. " + stopGap(sequence)
                                : "The columns it fills hold bigint already, or are not known: only the sequence itself must"
                                        + " be widened, which takes a moment.")
                .lock(
                        rewrites
                                ? "ACCESS EXCLUSIVE for as long as the rewrite lasts"
                                : "SHARE ROW EXCLUSIVE on the sequence")
                .bytesNeeded(rewrites ? Double.NaN : 0)
                .sql(apply, undo)
                .build();
    }

    /** Where the sequence's own type is as narrow as its columns'. */
    private void widen(String sequence, List<String> apply, List<String> undo) {
        String type = subject.attribute(Subject.TYPE);
        if (!type.equals("bigint")) {
            String bound = subject.attribute(Subject.INCREMENT).startsWith("-") ? "MINVALUE" : "MAXVALUE";
            apply.add("ALTER SEQUENCE " + sequence + " AS bigint NO " + bound + ";");
            undo.add("ALTER SEQUENCE " + sequence + " AS " + type + " " + bound + " "
                    + subject.attribute(Subject.OWN_END) + ";");
        }
    }

    private String stopGap(String sequence) {
        return end == INT4_END && !subject.attribute(Subject.INCREMENT).startsWith("-")
                ? "If the application tolerates negative numbers, ALTER SEQUENCE " + sequence
                        + " MINVALUE -2147483648 RESTART WITH -2147483648 gains time."
                : "";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
