package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Years of logs that have none: told by the moment that no entry is later than, and by the log's own order. */
class SyslogTimeTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by the extension before each test.
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"2027-01-01T00:00:00Z", "2027-01-01T09:00:00Z", "2027-01-03T23:59:59Z", "2027-12-30T00:00:00Z"})
    void aLogOfNewYearsEveIsOfTheYearThatEnded(String readAt) {
        assertSpan(readAt, "2026-12-31T00:00:00Z", "2026-12-31T23:59:59Z", "Dec 31 00:00:00", "Dec 31 23:59:59");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-01-02T12:00:00Z",
                "2027-01-05T00:00:00Z",
                "2027-06-01T00:00:00Z",
                "2027-12-18T00:00:00Z",
                "2027-12-25T00:00:00Z",
                "2027-12-31T00:00:00Z"
            })
    void aLogThatCrossesNewYearGoesForward(String readAt) {
        assertSpan(
                readAt,
                "2026-12-20T10:00:00Z",
                "2027-01-02T10:00:00Z",
                "Dec 20 10:00:00",
                "Dec 28 10:00:00",
                "Dec 31 23:59:59",
                "Jan  1 00:00:00",
                "Jan  2 10:00:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-30T00:00:00Z", "2026-12-31T09:00:00Z"})
    void aLogOfTheFirstDaysOfAYearIsNotOfTheNext(String readAt) {
        assertSpan(readAt, "2026-01-01T00:00:00Z", "2026-01-02T10:00:00Z", "Jan  1 00:00:00", "Jan  2 10:00:00");
    }

    @Test
    void aLogOfAWholeYearIsOfOneYear() {
        assertSpan(
                "2026-12-31T22:00:00Z",
                "2026-01-01T00:00:05Z",
                "2026-12-31T21:00:00Z",
                "Jan  1 00:00:05",
                "Mar  1 00:00:05",
                "Jul  1 00:00:05",
                "Dec 31 21:00:00");
    }

    @Test
    void aClockOfTheEastIsNotAYearBehind() {
        assertSpan(
                "2026-12-31T11:00:00Z",
                "2026-12-31T23:00:00Z",
                "2027-01-01T00:30:00Z",
                "Dec 31 23:00:00",
                "Jan  1 00:30:00");
    }

    @ParameterizedTest
    @CsvSource({"2027-01-01T00:00:00Z, 2024-02-29T10:00:00Z", "2028-03-01T00:00:00Z, 2028-02-29T10:00:00Z"})
    void aLeapDayIsOfALeapYear(String readAt, String time) {
        assertSpan(readAt, time, time, "Feb 29 10:00:00", "Feb 29 10:00:00");
    }

    @Test
    void aFileThatWasNotTouchedSinceIsOfTheYearOfItsLastChange() throws IOException {
        Path file = Files.write(directory.resolve("syslog"), log("Dec 30 10:00:00", "Jan  2 10:00:00"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-01-02T10:00:00Z")));
        LogDigest digest = new LogAnalysis(LogOptions.standard().notAfter(Instant.parse("2027-01-01T10:00:00Z")))
                .run(List.of(new FileLogSource(file)))
                .digest();
        assertThat(digest.firstEntry()).contains(Instant.parse("2024-12-30T10:00:00Z"));
        assertThat(digest.lastEntry()).contains(Instant.parse("2025-01-02T10:00:00Z"));
    }

    private static void assertSpan(String readAt, String first, String last, String... heads) {
        LogDigest digest = new LogAnalysis(LogOptions.standard().notAfter(Instant.parse(readAt)))
                .run(List.of(new StreamLogSource("syslog", new ByteArrayInputStream(log(heads)))))
                .digest();
        assertThat(digest.firstEntry()).contains(Instant.parse(first));
        assertThat(digest.lastEntry()).contains(Instant.parse(last));
    }

    private static byte[] log(String... heads) {
        return String.join(
                        "",
                        Stream.of(heads)
                                .map(head -> head
                                        + " db1 postgres[77]: [1-1] LOG:  duration: 1.000 ms  statement: select 1\n")
                                .toList())
                .getBytes(StandardCharsets.UTF_8);
    }
}
