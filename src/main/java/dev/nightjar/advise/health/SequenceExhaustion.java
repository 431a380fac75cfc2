package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import java.util.Comparator;
import java.util.List;

/**
 * Sequences that come to their end, or to that of the column they fill: after that no row can be inserted. A sequence that
 * begins again has no end, one that never gave out a value is at its start.
 */
final class SequenceExhaustion implements Check {
    private static final String ID = "PG-SEQ-EXHAUST";
    private static final String VIEW = "pg_sequences";
    /** Findings of their own; the rest is named together. */
    private static final int ALONE = 5;

    private static final int NAMED = 10;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Advice assess(CheckInput input) {
        List<SubjectHistory> sequences = input.night().of(SubjectKind.SEQUENCE).toList();
        if (sequences.isEmpty()) {
            return input.unreadable(VIEW) ? input.missing(ID, VIEW, "sequences were not read") : Advice.NONE;
        }
        List<SequenceUse> nearing = sequences.stream()
                .map(sequence -> SequenceUse.of(input, sequence))
                .filter(use -> use.severity(input) != Severity.LOW)
                .sorted(Comparator.comparing((SequenceUse use) -> use.severity(input))
                        .thenComparing(SequenceUse::daysLeft)
                        .thenComparing(use -> -use.share()))
                .toList();
        List<SequenceUse> alone = nearing.stream()
                .filter(use -> use.severity(input) != Severity.INFO)
                .limit(ALONE)
                .toList();
        Advice advice = unreadable(sequences);
        for (SequenceUse use : alone) {
            Finding finding = finding(input, use);
            advice = advice.plus(Advice.of(finding, use.remedy(finding)));
        }
        List<SequenceUse> rest = nearing.subList(alone.size(), nearing.size());
        return rest.isEmpty() ? advice : advice.plus(Advice.of(together(input, rest)));
    }

    private static Advice unreadable(List<SubjectHistory> sequences) {
        List<SubjectHistory> hidden = sequences.stream()
                .filter(sequence ->
                        sequence.subject().attribute(Subject.READABLE).equals("no"))
                .toList();
        if (hidden.isEmpty()) {
            return Advice.NONE;
        }
        String databases = String.join(
                ", ",
                hidden.stream()
                        .map(sequence -> sequence.subject().attribute(Subject.DATABASE))
                        .distinct()
                        .sorted()
                        .toList());
        return Advice.notAssessed(
                ID,
                "the role may not see the values of " + hidden.size() + " sequences of " + databases,
                "run part 5 of sql/grants.sql as a superuser in each of these databases (nightjar init prints it)");
    }

    private static Finding finding(CheckInput input, SequenceUse use) {
        return Finding.about(ID, use.object())
                .identifiedBy(use.key())
                .severity(use.severity(input))
                .title(
                        use.daysLeft() <= input.limit(HealthThreshold.SEQUENCE_DAYS)
                                ? "Sequence " + use.key() + " comes to its end around " + use.day(use.daysLeft())
                                : "Sequence " + use.key() + " has used " + Amounts.percent(use.share())
                                        + " of its values")
                .explained("It is at " + Amounts.count(use.last()) + " and ends at " + Amounts.count(use.end())
                        + use.whose() + "; then every insert that needs a value fails. "
                        + use.pace(input.span()))
                .figure("last value", use.last(), "", "now", VIEW)
                .figure("end", use.end(), "", "now", "pg_sequence, pg_attribute")
                .figure("used", 100 * use.share(), "%", "now", VIEW)
                .figure("growth", use.perDay(), "per day", input.span(), VIEW)
                .figure("days left", Double.isInfinite(use.daysLeft()) ? Double.NaN : use.daysLeft(), "d", "", VIEW)
                .confidence(0.9)
                .build();
    }

    private static Finding together(CheckInput input, List<SequenceUse> rest) {
        Severity worst = rest.get(0).severity(input);
        FindingBuilder finding = Finding.about(ID, "other sequences")
                .severity(worst)
                .title(
                        rest.size() == 1
                                ? "Sequence " + rest.get(0).key() + " has used "
                                        + Amounts.percent(rest.get(0).share()) + " of its values"
                                : rest.size() + " sequences have used more than a tenth of their values"
                                        + (worst == Severity.INFO ? "" : ", some of them most"))
                .explained(
                        worst == Severity.INFO
                                ? "None of them comes to its end within a year as it goes on now."
                                : "Those that come to their end first are told above; these follow.")
                .confidence(0.9);
        rest.stream()
                .limit(NAMED)
                .forEach(use -> finding.evidence(Evidence.text(
                        use.key(),
                        Amounts.percent(use.share()) + " used, at " + Amounts.count(use.last()) + " of "
                                + Amounts.count(use.end()),
                        VIEW)));
        if (rest.size() > NAMED) {
            finding.evidence(Evidence.text("and", (rest.size() - NAMED) + " more", VIEW));
        }
        return finding.build();
    }
}
