package dev.nightjar.deliver;

import dev.nightjar.report.Report;
import dev.nightjar.report.html.Figures;
import dev.nightjar.report.html.FirstPage;
import dev.nightjar.report.html.FirstPageWriter;
import dev.nightjar.report.html.Templates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a mail says: the first page, in words and figures, without the text of any statement.
 *
 * @param key the same for the same target and window, so that it is sent once and threads in a mailbox
 * @param pdf empty when it is too large to attach
 */
public record ReportMail(
        String key, String subject, String text, String html, Instant date, String fileName, Optional<Attachment> pdf) {

    /**
     * Makes the mail of a report.
     *
     * @param pdf the whole report
     * @param limitBytes a larger PDF is left out
     * @param place where the files of the report lie, named in the mail; may be empty
     * @param revision of the window; one after the first replaces an earlier mail, is a mail of its own and says so
     */
    public static ReportMail of(
            Report report, Templates templates, byte[] pdf, long limitBytes, String place, int revision) {
        FirstPage first = new FirstPageWriter(report).write();
        boolean attached = pdf.length <= limitBytes;
        Map<String, Object> values = Map.of(
                "first",
                first,
                "attached",
                attached,
                "place",
                place,
                "footer",
                report.tool().name() + " " + report.tool().version() + ", report " + report.reportId());
        String file = "nightjar-" + plain(report.scope().instance()) + "-"
                + report.scope().windowEnd().toString().substring(0, 10) + ".pdf";
        return new ReportMail(
                report.reportId() + (revision > 1 ? "-r" + revision : ""),
                subject(report) + (revision > 1 ? " (revision " + revision + ")" : ""),
                templates.fill("mail.txt", values),
                templates.fill("mail.html", values),
                report.generatedAt(),
                file,
                attached ? Optional.of(new Attachment(pdf)) : Optional.empty());
    }

    static String subject(Report report) {
        double change = report.load().dbTimeSecondsPerDay().change();
        List<String> parts = new ArrayList<>();
        parts.add(report.summary().critical() + " critical");
        parts.add(report.summary().fresh().size() + " new");
        if (!Double.isNaN(change)) {
            parts.add("DB time " + Figures.change(change));
        }
        return "[Nightjar] " + oneLine(report.scope().instance()) + ": " + String.join(", ", parts);
    }

    /** No name can begin another header. */
    private static String oneLine(String words) {
        return words.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    /** For a file's name; a name of other letters is told by its bytes. */
    private static String plain(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|-+$", "");
        return plain.isEmpty()
                ? HexFormat.of()
                        .formatHex(name.getBytes(StandardCharsets.UTF_8))
                        .substring(0, 8)
                : plain;
    }

    /** The bytes of a file. */
    public static final class Attachment {
        private final byte[] bytes;

        Attachment(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        byte[] bytes() {
            return bytes.clone();
        }
    }
}
