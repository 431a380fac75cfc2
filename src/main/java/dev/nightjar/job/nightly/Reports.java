package dev.nightjar.job.nightly;

import dev.nightjar.advise.priority.Ranking;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Night;
import dev.nightjar.model.RankedRecommendation;
import dev.nightjar.model.Thresholds;
import dev.nightjar.report.NotAssessable;
import dev.nightjar.report.Outlook;
import dev.nightjar.report.Report;
import dev.nightjar.report.ReportAssembler;
import dev.nightjar.report.ReportInput;
import dev.nightjar.report.Slowdown;
import dev.nightjar.report.Threshold;
import dev.nightjar.store.Store;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Makes a run's report from what its stages kept; the same run gives the same report each time. */
final class Reports {
    private final Nights nights;
    private final Store store;
    private final String version;

    /** @param version of Nightjar, printed */
    Reports(Nights nights, Store store, String version) {
        this.nights = nights;
        this.store = store;
        this.version = version;
    }

    Report of(NightlyRun run, Instant generatedAt) {
        return new ReportAssembler().assemble(input(run, generatedAt));
    }

    private ReportInput input(NightlyRun run, Instant generatedAt) {
        Night night = nights.of(run);
        Advice advice = run.kept(Result.ADVICE, Advice.class).orElse(Advice.NONE);
        List<RankedRecommendation> ranked = run.kept(Result.RANKING, Ranking.class)
                .map(Ranking::recommendations)
                .orElse(List.of());
        return new ReportInput(
                night,
                run.job().zone(),
                advice.findings(),
                ranked,
                run.keptList(Result.SLOWDOWNS, Slowdown.class),
                run.keptList(Result.IMPROVEMENTS, Slowdown.class),
                Outlook.of(run.kept(Result.SERVER_STORY, ServerStory.class)
                        .map(ServerStory::outlooks)
                        .orElse(List.of())),
                // What a person can mend comes first.
                advice.notAssessed().stream()
                        .sorted(Comparator.comparing(check -> check.remedy().isEmpty()))
                        .map(check -> new NotAssessable(check.check(), check.reason(), check.remedy()))
                        .toList(),
                new Ledger(store).compare(run.target(), run.window(), advice.findings()),
                thresholds(run.thresholds()),
                List.of(),
                generatedAt,
                version);
    }

    private static List<Threshold> thresholds(Thresholds inForce) {
        return KnownThresholds.all()
                .map(threshold -> new Threshold(
                        threshold.key(), plain(inForce.get(threshold)), plain(threshold.standard()), threshold.unit()))
                .toList();
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
