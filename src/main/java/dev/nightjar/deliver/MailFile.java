package dev.nightjar.deliver;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** Writes a mail as an {@code .eml} file that any mail program opens. */
public final class MailFile {

    /** Replaces the file if it is there; half a file is never seen. */
    public void write(ReportMail mail, MailSettings settings, Path file) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            MimeMail message = new MimeMail(Session.getInstance(new Properties()), mail, settings);
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                message.writeTo(out);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (MessagingException invalid) {
            throw new DeliveryException(
                    "the mail cannot be written (" + invalid.getMessage() + "); check from and to in the job file",
                    invalid,
                    false);
        } catch (IOException failed) {
            throw new DeliveryException(
                    "the mail cannot be written to " + file + "; make its folder writable", failed, false);
        }
    }
}
