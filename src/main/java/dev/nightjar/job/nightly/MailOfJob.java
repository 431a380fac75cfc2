package dev.nightjar.job.nightly;

import dev.nightjar.config.Delivery;
import dev.nightjar.config.Job;
import dev.nightjar.deliver.MailSettings;
import dev.nightjar.model.target.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The mail section of a job file as the mailer wants it. A job without one still gets its mail as a file. */
record MailOfJob(Optional<Delivery.Mail> mail) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final double DEFAULT_LIMIT_MB = 10;

    static MailOfJob of(Job job) {
        return new MailOfJob(job.delivery().mail());
    }

    long attachLimitBytes() {
        return Math.round(mail.map(Delivery.Mail::attachLimitMb).orElse(DEFAULT_LIMIT_MB) * 1e6);
    }

    /** For writing the mail to a file, which needs no server. */
    MailSettings withoutLogin() {
        return new MailSettings(
                mail.map(Delivery.Mail::host).orElse("localhost"),
                mail.map(Delivery.Mail::port).orElse(25),
                security(),
                true,
                Optional.empty(),
                mail.map(Delivery.Mail::from).orElse("nightjar@localhost"),
                mail.map(Delivery.Mail::to).orElse(List.of("dba@localhost")),
                TIMEOUT,
                attachLimitBytes());
    }

    /**
     * For sending.
     *
     * @throws dev.nightjar.model.target.SecretUnreadableException when the password can't be found
     */
    Optional<MailSettings> forSending() {
        return mail.map(given -> {
            MailSettings open = withoutLogin();
            return new MailSettings(
                    open.host(),
                    open.port(),
                    open.security(),
                    open.verifyServer(),
                    login(given),
                    open.from(),
                    open.to(),
                    open.timeout(),
                    open.attachLimitBytes());
        });
    }

    private static Optional<MailSettings.Login> login(Delivery.Mail mail) {
        return mail.user().isEmpty()
                ? Optional.empty()
                : Optional.of(new MailSettings.Login(
                        mail.user(), mail.password().read().map(Secret::value).orElse("")));
    }

    private MailSettings.Security security() {
        if (mail.isEmpty()) {
            return MailSettings.Security.PLAIN;
        }
        if (mail.get().tls()) {
            return MailSettings.Security.TLS;
        }
        return mail.get().startTls() ? MailSettings.Security.STARTTLS : MailSettings.Security.PLAIN;
    }
}
