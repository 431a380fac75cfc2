package dev.nightjar.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a running server writes into {@code postmaster.pid}: its process id in line 1, its state in line 8
 * (src/include/utils/pidfile.h).
 *
 * @param pid -1 when there is no server
 */
record PostmasterFile(long pid, boolean ready) {
    private static final int STATUS_LINE = 7;

    static PostmasterFile read(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            boolean complete = lines.size() > STATUS_LINE;
            return new PostmasterFile(
                    lines.isEmpty() ? -1 : Long.parseLong(lines.get(0).strip()),
                    complete && lines.get(STATUS_LINE).strip().equals("ready"));
        } catch (IOException | NumberFormatException notThereOrJustBeingWritten) {
            return new PostmasterFile(-1, false);
        }
    }
}
