package dev.nightjar.deliver;

import static dev.nightjar.report.AnInput.anInput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.nightjar.deliver.MailDelivery.Outcome;
import dev.nightjar.deliver.MailSettings.Login;
import dev.nightjar.deliver.MailSettings.Security;
import dev.nightjar.report.html.Templates;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailDeliveryTest {
    private static final byte[] PDF = "%PDF-1.7 for a test".getBytes(StandardCharsets.US_ASCII);

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
    });
    private final MemoryLedger ledger = new MemoryLedger();
    private final MailDelivery delivery = new MailDelivery(ledger, () -> Instant.EPOCH);
    private final ReportMail mail =
            ReportMail.of(anInput().assemble(), Templates.packaged(), PDF, 1000, "/srv/reports", 1);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void theMailHoldsTheFirstPageTwiceAndTheWholeReport() throws Exception {
        assertThat(delivery.send(mail, settings(Security.PLAIN))).isEqualTo(Outcome.SENT);
        MimeMessage received = server.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("[Nightjar] parcels-prod: 0 critical, 8 new, DB time +20 %");
        assertThat(received.getMessageID()).isEqualTo("<" + mail.key() + "@example.org>");
        Multipart mixed = (Multipart) received.getContent();
        Multipart words = (Multipart) mixed.getBodyPart(0).getContent();
        assertThat(words.getContentType()).startsWith("multipart/alternative");
        assertThat((String) words.getBodyPart(0).getContent())
                .contains("Act this week")
                .contains("Create an index on public.parcel")
                .contains("The whole report is attached. Its files are in /srv/reports.");
        assertThat((String) words.getBodyPart(1).getContent()).contains("<strong>Act this week");
        BodyPart attachment = mixed.getBodyPart(1);
        assertThat(attachment.getFileName()).isEqualTo("nightjar-parcels-prod-2026-11-21.pdf");
        try (InputStream in = attachment.getInputStream()) {
            assertThat(in.readAllBytes()).isEqualTo(PDF);
        }
    }

    @Test
    void noTextOfAStatementIsMailed() {
        assertThat(mail.text() + mail.html()).doesNotContain("SELECT").doesNotContain("recipient_email =");
    }

    @Test
    void aRestartMailsNothingTwice() {
        assertThat(delivery.send(mail, settings(Security.PLAIN))).isEqualTo(Outcome.SENT);
        assertThat(new MailDelivery(ledger, () -> Instant.EPOCH).send(mail, settings(Security.PLAIN)))
                .isEqualTo(Outcome.SENT_BEFORE);
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(ledger.states).containsValue("confirmed");
    }

    @Test
    void aRevisionIsAMailOfItsOwnAndSaysSo() throws Exception {
        ReportMail second = ReportMail.of(anInput().assemble(), Templates.packaged(), PDF, 1000, "/srv/reports", 2);

        assertThat(delivery.send(mail, settings(Security.PLAIN))).isEqualTo(Outcome.SENT);
        assertThat(delivery.send(second, settings(Security.PLAIN))).isEqualTo(Outcome.SENT);
        assertThat(delivery.send(second, settings(Security.PLAIN))).isEqualTo(Outcome.SENT_BEFORE);

        assertThat(server.getReceivedMessages()).hasSize(2);
        assertThat(server.getReceivedMessages()[1].getSubject()).endsWith("(revision 2)");
    }

    @Test
    void aMailThatWasCutOffInTheMidstIsNotSentAgainAndNotCalledSent() {
        ledger.states.put("mail " + mail.key() + " to dba@example.org", "claimed");

        assertThat(delivery.send(mail, settings(Security.PLAIN))).isEqualTo(Outcome.UNCERTAIN);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aReportTooLargeToAttachIsNamedInstead() throws Exception {
        ReportMail large = ReportMail.of(anInput().assemble(), Templates.packaged(), PDF, 5, "/srv/reports", 1);
        delivery.send(large, settings(Security.PLAIN));
        Multipart words = (Multipart) server.getReceivedMessages()[0].getContent();
        assertThat((String) words.getBodyPart(0).getContent())
                .contains("too large to attach. Its files are in /srv/reports.");
        assertThat(words.getCount()).isEqualTo(2);
    }

    @Test
    void tlsFromTheFirstByteAndALoginWork() {
        server.setUser("nightjar@example.org", "nightjar", "s3cret");
        assertThat(delivery.send(mail, settings(Security.TLS, new Login("nightjar", "s3cret"))))
                .isEqualTo(Outcome.SENT);
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aRefusedLoginNamesTheUserKeepsTheSecretAndGivesTheClaimBack() {
        server.setUser("nightjar@example.org", "nightjar", "s3cret");
        assertThatThrownBy(() -> delivery.send(mail, settings(Security.PLAIN, new Login("nightjar", "wr0ng"))))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("refuses the login of nightjar")
                .hasMessageContaining("check user and password")
                .hasMessageNotContaining("wr0ng");
        assertThat(ledger.states).isEmpty();
    }

    @Test
    void withoutStartTlsNothingIsSentInTheClear() {
        assertThatThrownBy(() -> delivery.send(mail, settings(Security.STARTTLS)))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("does not offer STARTTLS");
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(ledger.states).isEmpty();
    }

    @Test
    void aServerWhoseCertificateNobodySignedIsRefused() {
        MailSettings trusting = settings(Security.TLS);
        MailSettings strict = new MailSettings(
                trusting.host(),
                trusting.port(),
                Security.TLS,
                true,
                Optional.empty(),
                trusting.from(),
                trusting.to(),
                trusting.timeout(),
                trusting.attachLimitBytes());
        assertThatThrownBy(() -> delivery.send(mail, strict)).hasMessageContaining("no encryption that can be trusted");
    }

    @Test
    void anUnreachableServerIsNamedAndTheClaimGivenBack() {
        MailSettings reachable = settings(Security.PLAIN);
        server.stop();
        assertThatThrownBy(() -> delivery.send(mail, reachable))
                .hasMessageContaining("the mail server 127.0.0.1:" + reachable.port())
                .hasMessageContaining("check host and port");
        assertThat(ledger.states).isEmpty();
    }

    @Test
    void anInvalidAddressIsNamed() {
        MailSettings wrong = settings(Security.PLAIN, "dba at example");
        assertThatThrownBy(() -> delivery.send(mail, wrong)).hasMessageContaining("dba at example");
        assertThat(ledger.states).isEmpty();
    }

    @Test
    void theFileIsTheSameMail(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("report.eml");
        new MailFile().write(mail, settings(Security.PLAIN), file);
        try (InputStream in = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
            assertThat(message.getMessageID()).isEqualTo("<" + mail.key() + "@example.org>");
            assertThat(message.getSubject()).isEqualTo(mail.subject());
            assertThat(((Multipart) message.getContent()).getCount()).isEqualTo(2);
        }
        assertThat(folder).isDirectoryContaining("glob:**report.eml").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aNameCannotAddAHeader() {
        ReportMail hostile = ReportMail.of(
                anInput()
                        .on(dev.nightjar.report.ANight.aNight()
                                .named("x\r\nBcc: evil@example.org")
                                .build())
                        .assemble(),
                Templates.packaged(),
                PDF,
                1000,
                "",
                1);
        assertThat(hostile.subject()).doesNotContain("\n").doesNotContain("\r");
        assertThat(hostile.fileName()).matches("[A-Za-z0-9._-]+");
    }

    @Test
    void aFolderHoldsWholeFilesOnly(@TempDir Path folder) {
        ReportFolder reports = new ReportFolder(folder.resolve("a/b"));
        reports.write("report.json", "1");
        reports.write("report.json", "2");
        assertThat(reports.file("report.json")).hasContent("2");
        assertThat(folder.resolve("a/b")).isDirectoryNotContaining("glob:**.part");
    }

    private MailSettings settings(Security security, Login... login) {
        int port = security == Security.TLS
                ? server.getSmtps().getPort()
                : server.getSmtp().getPort();
        return new MailSettings(
                "127.0.0.1",
                port,
                security,
                false,
                login.length == 0 ? Optional.empty() : Optional.of(login[0]),
                "nightjar@example.org",
                List.of("dba@example.org"),
                Duration.ofSeconds(20),
                1000);
    }

    private MailSettings settings(Security security, String recipient) {
        MailSettings base = settings(security);
        return new MailSettings(
                base.host(),
                base.port(),
                security,
                false,
                Optional.empty(),
                base.from(),
                List.of(recipient),
                base.timeout(),
                1000);
    }

    private static final class MemoryLedger implements DeliveryLedger {
        private final Map<String, String> states = new HashMap<>();

        @Override
        public boolean claim(String key, Instant at) {
            return states.putIfAbsent(key, "claimed") == null;
        }

        @Override
        public boolean isConfirmed(String key) {
            return "confirmed".equals(states.get(key));
        }

        @Override
        public void confirm(String key, Instant at) {
            states.put(key, "confirmed");
        }

        @Override
        public void release(String key) {
            states.remove(key);
        }
    }
}
