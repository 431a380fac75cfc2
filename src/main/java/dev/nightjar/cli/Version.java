package dev.nightjar.cli;

import dev.nightjar.embedded.PostgresBinaries;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Nightjar's version and those of the servers it brings along. */
final class Version implements IVersionProvider {

    /** As in the jar's manifest, or {@code development} when run from classes. */
    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "Nightjar " + number(),
            "bundled: PostgreSQL " + PostgresBinaries.bundled().major() + ", Redis 6.2",
            "Java " + Runtime.version()
        };
    }
}
