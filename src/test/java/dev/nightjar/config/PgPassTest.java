package dev.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.target.Password;
import dev.nightjar.model.target.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgPassTest {
    private final Path directory;

    PgPassTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void theFirstMatchingLineWins() throws IOException {
        Password password = passwordFrom(
                "# comment", "other:5432:shop:nightjar:wrong", "db:*:shop:nightjar:first", "*:*:*:*:second");

        assertThat(password.read()).contains(new Secret("first"));
    }

    @Test
    void aBackslashProtectsColonsAndItself() throws IOException {
        assertThat(passwordFrom("db:5432:shop:nightjar:a\\:b\\\\c").read()).contains(new Secret("a:b\\c"));
    }

    @Test
    void noMatchMeansNoPassword() throws IOException {
        assertThat(passwordFrom("db:5432:shop:somebody:x").read()).isEmpty();
    }

    @Test
    void aFileThatOthersMayReadIsIgnoredAndSaid() throws IOException {
        Password password = passwordFrom("*:*:*:*:x");
        Files.setPosixFilePermissions(directory.resolve("pgpass"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(password.read()).isEmpty();
        assertThat(password.warning())
                .hasValueSatisfying(
                        warning -> assertThat(warning).contains("rw-r--r--").contains("chmod 0600"));
    }

    private Password passwordFrom(String... lines) throws IOException {
        Path file = directory.resolve("pgpass");
        Files.write(file, java.util.List.of(lines));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new JobFiles(Map.of("PGPASSFILE", file.toString()))
                .adHoc("postgresql://nightjar@db/shop")
                .postgres()
                .orElseThrow()
                .password();
    }
}
