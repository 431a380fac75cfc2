package dev.nightjar.deliver;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** A report's mail as a message: text and HTML to choose from, the PDF attached. */
final class MimeMail extends MimeMessage {
    private final String id;

    MimeMail(Session session, ReportMail mail, MailSettings settings) throws MessagingException {
        super(session);
        this.id = "<" + mail.key() + "@" + domain(settings.from()) + ">";
        setFrom(new InternetAddress(settings.from(), true));
        for (String recipient : settings.to()) {
            addRecipient(Message.RecipientType.TO, new InternetAddress(recipient, true));
        }
        setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        setSentDate(Date.from(mail.date()));
        setHeader("Auto-Submitted", "auto-generated");
        MimeMultipart words = new MimeMultipart("alternative");
        words.addBodyPart(words(mail.text(), "plain"));
        words.addBodyPart(words(mail.html(), "html"));
        if (mail.pdf().isEmpty()) {
            setContent(words);
        } else {
            MimeBodyPart body = new MimeBodyPart();
            body.setContent(words);
            MimeBodyPart file = new MimeBodyPart();
            file.setDataHandler(new DataHandler(
                    new ByteArrayDataSource(mail.pdf().orElseThrow().bytes(), "application/pdf")));
            file.setFileName(mail.fileName());
            setContent(new MimeMultipart(body, file));
        }
        saveChanges();
    }

    private static MimeBodyPart words(String text, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), kind);
        return part;
    }

    /** The same mail has the same id wherever and whenever it is made. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    private static String domain(String address) {
        String domain = address.substring(address.indexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
        return domain.isEmpty() ? "nightjar.invalid" : domain;
    }
}
