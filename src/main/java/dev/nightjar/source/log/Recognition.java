package dev.nightjar.source.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was found out about a log: how to read it, or why it cannot be read. */
sealed interface Recognition {

    /** It can be read. */
    record Known(Recognized how) implements Recognition {}

    /**
     * It cannot.
     *
     * @param problem why, and what to do about it
     */
    record Unknown(String problem) implements Recognition {}

    /**
     * Looks at the start of a log, part by part until one is recognised, as far as {@value #FARTHEST} bytes: logs of
     * containers begin with the output of their scripts. Does not depend on how the log is cut into segments later.
     *
     * @param reader that has not moved on yet
     * @param remedy what the user can do about a log that is not recognised
     */
    static Recognition of(SegmentReader reader, LogOptions.Hints hints, ZoneOffsets zones, String remedy) {
        int from = 0;
        int looked = 0;
        byte[] head = reader.head(FormatDetector.SAMPLE);
        while (head.length > looked) {
            Optional<String> wide = from == 0 ? WideText.problem(head, 0, head.length) : Optional.empty();
            if (wide.isPresent()) {
                return new Unknown(wide.get());
            }
            Optional<Recognized> recognized = FormatDetector.recognizeAnywhere(head, from, head.length, hints, zones);
            if (recognized.isPresent()) {
                return new Known(recognized.get());
            }
            from = LineBorders.afterLastLine(head, from, head.length);
            looked = head.length;
            head = reader.head(Math.min(FARTHEST, looked + FormatDetector.SAMPLE));
        }
        return new Unknown("is no PostgreSQL log that could be recognised in "
                + (head.length < FARTHEST ? "any of its " : "its first ") + size(head.length) + "; " + remedy);
    }

    /** Bytes at the start of a log that may be something else. */
    int FARTHEST = 8 * FormatDetector.SAMPLE;

    /** The formats that can be read, as a user names them. */
    static String formats() {
        return Arrays.stream(LogFormat.values()).map(LogFormat::label).collect(Collectors.joining(", "));
    }

    private static String size(int bytes) {
        if (bytes < 1024) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%d kB", bytes / 1024)
                : String.format(Locale.ROOT, "%d MB", bytes >> 20);
    }
}
