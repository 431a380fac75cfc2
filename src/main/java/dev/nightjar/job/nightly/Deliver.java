package dev.nightjar.job.nightly;

import dev.nightjar.deliver.DeliveryLedger;
import dev.nightjar.deliver.MailDelivery;
import dev.nightjar.deliver.MailDelivery.Outcome;
import dev.nightjar.deliver.MailSettings;
import dev.nightjar.deliver.ReportMail;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.job.nightly.WriteReport.Written;
import dev.nightjar.model.MissingInput;
import dev.nightjar.report.Report;
import dev.nightjar.report.Summary;
import dev.nightjar.report.html.Templates;
import dev.nightjar.store.DeliveryLedger.State;
import dev.nightjar.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Sends the mail. When the server does not take it the step fails, and the next start tries again; what was sent, or may
 * have been, is never sent twice.
 */
final class Deliver implements Stage {
    private static final MissingInput UNCERTAIN = new MissingInput(
            "mail",
            "sending it was cut off in the midst: it may or may not have arrived, and is not sent again by itself",
            "ask a recipient; run nightly --again for this window sends it as a new revision");

    private final Reports reports;
    private final Templates templates;
    private final Store store;
    private final InstantSource clock;

    Deliver(Reports reports, Templates templates, Store store, InstantSource clock) {
        this.reports = reports;
        this.templates = templates;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "deliver";
    }

    @Override
    public void run(NightlyRun run) {
        MailOfJob mail = MailOfJob.of(run.job());
        Optional<MailSettings> settings = mail.forSending();
        if (settings.isEmpty()) {
            return;
        }
        Instant madeAt = run.kept(Result.REPORT, Written.class).orElseThrow().at();
        Report report = reports.of(run, madeAt);
        boolean quiet = mail.mail().orElseThrow().onlyOnChange() && !changed(report.summary());
        if (!quiet) {
            // Where it was written, which need not be where this run would write it.
            Path pdf = run.files().stream()
                    .filter(file -> file.endsWith(WriteReport.PDF))
                    .findFirst()
                    .orElseThrow();
            Outcome outcome = new MailDelivery(new StoredLedger(store), clock)
                    .send(
                            ReportMail.of(
                                    report,
                                    templates,
                                    read(pdf),
                                    mail.attachLimitBytes(),
                                    String.valueOf(pdf.getParent()),
                                    run.revision()),
                            settings.get());
            run.keepMissing(Result.DELIVERY, outcome == Outcome.UNCERTAIN ? List.of(UNCERTAIN) : List.of());
        }
    }

    private static boolean changed(Summary summary) {
        return summary.critical() > 0
                || !summary.fresh().isEmpty()
                || !summary.worse().isEmpty()
                || !summary.resolved().isEmpty();
    }

    private static byte[] read(Path pdf) {
        try {
            return Files.readAllBytes(pdf);
        } catch (IOException gone) {
            throw new UncheckedIOException(
                    "the report's PDF is no longer at " + pdf + "; run the window again with --again", gone);
        }
    }

    /** The store's ledger as deliveries want it; the two packages do not know each other. */
    private record StoredLedger(Store store) implements DeliveryLedger {
        @Override
        public boolean claim(String key, Instant at) {
            return store.deliveries().claim(key, at);
        }

        @Override
        public boolean isConfirmed(String key) {
            return store.deliveries().state(key) == State.CONFIRMED;
        }

        @Override
        public void confirm(String key, Instant at) {
            store.deliveries().confirm(key, at);
        }

        @Override
        public void release(String key) {
            store.deliveries().release(key);
        }
    }
}
