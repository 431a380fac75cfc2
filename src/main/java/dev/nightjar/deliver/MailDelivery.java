package dev.nightjar.deliver;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import java.time.InstantSource;
import java.util.Properties;
import javax.net.ssl.SSLException;

/** Sends a report by mail, once. */
public final class MailDelivery {
    private final DeliveryLedger ledger;
    private final InstantSource clock;

    public MailDelivery(DeliveryLedger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Sends a mail unless it was sent, or begun to be sent, before.
     *
     * @return what is known of it now
     * @throws DeliveryException when the server does not take it
     */
    public Outcome send(ReportMail mail, MailSettings settings) {
        String key = "mail " + mail.key() + " to " + recipients(settings);
        if (!ledger.claim(key, clock.instant())) {
            return ledger.isConfirmed(key) ? Outcome.SENT_BEFORE : Outcome.UNCERTAIN;
        }
        boolean handedOver = false;
        boolean released = false;
        try {
            Session session = Session.getInstance(properties(settings));
            MimeMail message = new MimeMail(session, mail, settings);
            try (Transport transport = session.getTransport()) {
                connect(transport, settings);
                handedOver = true;
                transport.sendMessage(message, message.getAllRecipients());
            }
        } catch (AddressException wrong) {
            ledger.release(key);
            throw failure(
                    "the mail address " + wrong.getRef() + " is not valid; correct it in the job file", wrong, false);
        } catch (SendFailedException refused) {
            released = nobodyGotIt(refused);
            throw failure(
                    settings,
                    "does not take the mail (" + refused.getMessage() + "); check from and to",
                    refused,
                    !released);
        } catch (MessagingException failed) {
            released = !handedOver;
            throw failure(settings, reason(failed, settings), failed, handedOver);
        } finally {
            if (released) {
                ledger.release(key);
            }
        }
        ledger.confirm(key, clock.instant());
        return Outcome.SENT;
    }

    /** What is known of a mail. */
    public enum Outcome {
        /** The server took it now. */
        SENT,
        /** The server took it earlier. */
        SENT_BEFORE,
        /** An earlier attempt ended in the midst; it may have arrived, and is not sent again by itself. */
        UNCERTAIN
    }

    private static boolean nobodyGotIt(SendFailedException refused) {
        Address[] sent = refused.getValidSentAddresses();
        return sent == null || sent.length == 0;
    }

    /** Part of the key, and short however many there are. */
    private static String recipients(MailSettings settings) {
        String all = String.join(",", settings.to().stream().sorted().toList());
        return all.length() <= 300 ? all : all.substring(0, 280) + "…" + Integer.toHexString(all.hashCode());
    }

    private static void connect(Transport transport, MailSettings settings) throws MessagingException {
        if (settings.login().isPresent()) {
            MailSettings.Login login = settings.login().orElseThrow();
            transport.connect(settings.host(), settings.port(), login.user(), login.password());
        } else {
            transport.connect(settings.host(), settings.port(), null, null);
        }
    }

    private static Properties properties(MailSettings settings) {
        boolean tls = settings.security() == MailSettings.Security.TLS;
        boolean startTls = settings.security() == MailSettings.Security.STARTTLS;
        String protocol = tls ? "smtps" : "smtp";
        String timeout = String.valueOf(settings.timeout().toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "auth", String.valueOf(settings.login().isPresent()));
        properties.setProperty(prefix + "connectiontimeout", timeout);
        properties.setProperty(prefix + "timeout", timeout);
        properties.setProperty(prefix + "writetimeout", timeout);
        properties.setProperty(prefix + "starttls.enable", String.valueOf(startTls));
        properties.setProperty(prefix + "starttls.required", String.valueOf(startTls));
        properties.setProperty(prefix + "ssl.checkserveridentity", String.valueOf(settings.verifyServer()));
        if (!settings.verifyServer()) {
            properties.setProperty(prefix + "ssl.trust", "*");
        }
        return properties;
    }

    private static String reason(MessagingException failed, MailSettings settings) {
        if (failed instanceof AuthenticationFailedException) {
            return "refuses the login of "
                    + settings.login().map(MailSettings.Login::user).orElse("nobody")
                    + "; check user and password of the job file's mail section";
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "offers no encryption that can be trusted (" + cause.getMessage()
                        + "); check port and TLS of the job file's mail section, or add its certificate to Java's trust store";
            }
        }
        return settings.security() == MailSettings.Security.STARTTLS
                        && String.valueOf(failed.getMessage()).contains("STARTTLS")
                ? "does not offer STARTTLS; use smtps:// or the port for submission"
                : "cannot be used (" + failed.getMessage() + "); check host and port of the job file's mail section";
    }

    private static DeliveryException failure(
            MailSettings settings, String reason, MessagingException cause, boolean uncertain) {
        return failure(
                "the mail server " + settings.host() + ":" + settings.port() + " " + reason
                        + (uncertain
                                ? "; it may have been delivered all the same, so it is not sent again by itself"
                                : ""),
                cause,
                uncertain);
    }

    private static DeliveryException failure(String message, MessagingException cause, boolean uncertain) {
        return new DeliveryException(message, cause, uncertain);
    }
}
