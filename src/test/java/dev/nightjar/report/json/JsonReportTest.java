package dev.nightjar.report.json;

import static dev.nightjar.report.ANight.anEmptyNight;
import static dev.nightjar.report.AnInput.aFinding;
import static dev.nightjar.report.AnInput.aQuietInput;
import static dev.nightjar.report.AnInput.aRecommendation;
import static dev.nightjar.report.AnInput.anInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.Severity;
import dev.nightjar.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportTest {
    private static final Path GOLDEN = Path.of("src/test/resources/report/small-report.json");

    @Test
    void theSameNightGivesTheSameBytes() {
        assertThat(new JsonReport().write(anInput().assemble()))
                .isEqualTo(new JsonReport().write(anInput().assemble()));
    }

    @Test
    void theDocumentIsAsAgreed() throws IOException {
        Report report = aQuietInput()
                .on(anEmptyNight()
                        .missing("postgres log", "no access", "GRANT pg_monitor TO nightjar;")
                        .build())
                .with(aFinding(
                        "PG-IDX-DUP", "public.a_idx", Severity.LOW, "The index public.a_idx is twice there", 0.031))
                .with(aRecommendation(
                        ActionType.DROP_INDEX,
                        "public.a_idx",
                        "Drop the index public.a_idx",
                        9,
                        0,
                        "DROP INDEX CONCURRENTLY \"public\".\"a_idx\"",
                        "CREATE INDEX CONCURRENTLY \"a_idx\" ON \"public\".\"a\" (\"id\")"))
                .assemble();
        String json = new JsonReport().write(report);
        if (Boolean.getBoolean("nightjar.golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, json);
        }
        assertThat(json).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void whatIsUnknownIsNullAndNeverZero() {
        JsonNode json = JsonMapper.shared()
                .readTree(new JsonReport()
                        .write(aQuietInput().on(anEmptyNight().build()).assemble()));
        assertThat(json.at("/scope/vcpus").isNull()).isTrue();
        assertThat(json.at("/load/dbTimeSecondsPerDay/value").isNull()).isTrue();
        assertThat(json.at("/redis").isNull()).isTrue();
        assertThat(json.toString()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void timesAreUtcAndNamesLowerCase() {
        JsonNode json =
                JsonMapper.shared().readTree(new JsonReport().write(anInput().assemble()));
        assertThat(json.at("/scope/windowEnd").asString()).isEqualTo("2026-11-21T00:00:00Z");
        assertThat(json.at("/findings/0/severity").asString()).isEqualTo("high");
        assertThat(json.at("/findings/0/status").asString()).isIn("new", "persisting");
        assertThat(json.at("/recommendations/0/id").asString()).startsWith("NJ-");
    }
}
