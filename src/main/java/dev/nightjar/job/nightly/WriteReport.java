package dev.nightjar.job.nightly;

import dev.nightjar.deliver.MailFile;
import dev.nightjar.deliver.ReportFolder;
import dev.nightjar.deliver.ReportMail;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.report.Report;
import dev.nightjar.report.html.HtmlReport;
import dev.nightjar.report.html.Templates;
import dev.nightjar.report.json.JsonReport;
import dev.nightjar.report.pdf.PdfReport;
import dev.nightjar.report.sql.ReviewScripts;
import dev.nightjar.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Writes a report's files, the mail that brings it among them. */
final class WriteReport implements Stage {
    static final String PDF = "report.pdf";

    private final Reports reports;
    private final Templates templates;
    private final Store store;
    private final InstantSource clock;

    WriteReport(Reports reports, Templates templates, Store store, InstantSource clock) {
        this.reports = reports;
        this.templates = templates;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "write-report";
    }

    @Override
    public void run(NightlyRun run) {
        Instant now = clock.instant();
        Report report = reports.of(run, now);
        ReportFolder folder = new ReportFolder(run.folder().toAbsolutePath());
        byte[] pdf = new PdfReport(templates).write(report);
        String json = new JsonReport().write(report);
        ReviewScripts scripts = ReviewScripts.of(report);
        List<Path> files = new ArrayList<>();
        files.add(folder.write(PDF, pdf));
        files.add(folder.write("report.json", json));
        files.add(folder.write("report.html", new HtmlReport(templates).write(report)));
        files.add(folder.write("recommendations.sql", scripts.recommendations()));
        files.add(folder.write("rollback.sql", scripts.rollback()));
        files.add(folder.write("redis-actions.txt", scripts.actions()));
        files.add(writeMail(run, report, pdf, folder));
        store.nights().saveReport(run.target(), run.window(), run.revision(), json.getBytes(StandardCharsets.UTF_8));
        run.keep(Result.REPORT, new Written(now));
        run.keepList(Result.FILES, files.stream().map(Path::toString).toList());
    }

    private Path writeMail(NightlyRun run, Report report, byte[] pdf, ReportFolder folder) {
        Path file = folder.file("report.eml");
        MailOfJob mail = MailOfJob.of(run.job());
        new MailFile()
                .write(
                        ReportMail.of(
                                report,
                                templates,
                                pdf,
                                mail.attachLimitBytes(),
                                run.folder().toString(),
                                run.revision()),
                        mail.withoutLogin(),
                        file);
        return file;
    }

    /** When a report was made, so that it can be made again as it was. */
    record Written(Instant at) {}
}
