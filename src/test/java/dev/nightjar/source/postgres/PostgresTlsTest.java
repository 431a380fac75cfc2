package dev.nightjar.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.embedded.EmbeddedPostgres;
import dev.nightjar.embedded.TestPostgres;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.model.target.Tls;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real server with a certificate that it signed itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTlsTest {
    private final EmbeddedPostgres server =
            EmbeddedPostgres.start(TestPostgres.options(18).withoutDurability());
    private final Path folder;

    PostgresTlsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    void turnOnTls() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "db",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.out").toFile())
                .start();
        assertThat(keytool.waitFor(2, TimeUnit.MINUTES)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        byte[] certificate = keys.getCertificate("db").getEncoded();
        write(folder.resolve("ca.pem"), "CERTIFICATE", certificate);
        Path data = server.dataDirectory();
        write(data.resolve("server.crt"), "CERTIFICATE", certificate);
        write(
                data.resolve("server.key"),
                "PRIVATE KEY",
                keys.getKey("db", "changeit".toCharArray()).getEncoded());
        for (String name : List.of("server.crt", "server.key")) {
            Files.setPosixFilePermissions(data.resolve(name), PosixFilePermissions.fromString("rw-------"));
            Files.setOwner(data.resolve(name), Files.getOwner(data));
        }
        execute("ALTER SYSTEM SET ssl = on");
        execute("SELECT pg_reload_conf()");
        Instant limit = Instant.now().plusSeconds(60);
        while (!show("ssl").equals("on") && Instant.now().isBefore(limit)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theModesAskForEncryptionForASignerAndForTheHostsName() {
        assertThat(encrypted(target("localhost", Tls.of(Tls.Mode.DISABLE)))).isFalse();
        assertThat(encrypted(target("localhost", Tls.of(Tls.Mode.PREFER)))).isTrue();
        assertThat(encrypted(target("127.0.0.1", Tls.of(Tls.Mode.REQUIRE)))).isTrue();
        assertThat(encrypted(target("127.0.0.1", signed(Tls.Mode.VERIFY_CA)))).isTrue();
        assertThat(encrypted(target("localhost", signed(Tls.Mode.VERIFY_FULL)))).isTrue();
    }

    @Test
    void aSignerThatIsNotTrustedIsToldWithTheRemedy() {
        MissingInput missing = refusal(target("localhost", Tls.of(Tls.Mode.VERIFY_FULL)));

        assertThat(missing.remedy()).contains("rootCert");
    }

    @Test
    void aNameThatIsNotInTheCertificateIsRefused() {
        assertThat(refusal(target("127.0.0.1", signed(Tls.Mode.VERIFY_FULL))).reason())
                .contains("127.0.0.1");
    }

    private Tls signed(Tls.Mode mode) {
        return new Tls(mode, Optional.of(folder.resolve("ca.pem")), Optional.empty(), Optional.empty());
    }

    private PostgresTarget target(String host, Tls tls) {
        return ATarget.withTls(
                ATarget.of(host + ":" + server.port(), "postgres", server.user(), server.password()), tls);
    }

    private static boolean encrypted(PostgresTarget target) {
        try (PostgresSession session = PostgresSession.open(target, "postgres");
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            row.next();
            return row.getBoolean(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MissingInput refusal(PostgresTarget target) {
        try (PostgresSession session = PostgresSession.open(target, "postgres")) {
            throw new AssertionError("a session was opened: " + session.connection());
        } catch (PostgresUnavailableException e) {
            return e.missing();
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String show(String setting) throws Exception {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void write(Path file, String kind, byte[] der) throws Exception {
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(der)
                        + "\n-----END " + kind + "-----\n");
    }
}
