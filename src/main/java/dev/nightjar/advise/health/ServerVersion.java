package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Severity;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * A version without support, or minor releases behind. The table is that of the PostgreSQL project as of {@link #AS_OF};
 * it is never looked up. Later releases are simply not known, which can only hide a finding.
 */
final class ServerVersion implements Check {
    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);

    private record Release(LocalDate endOfSupport, int latestMinor) {}

    private static final Map<Integer, Release> RELEASES = Map.of(
            11, new Release(LocalDate.of(2023, 11, 9), 22),
            12, new Release(LocalDate.of(2024, 11, 21), 22),
            13, new Release(LocalDate.of(2025, 11, 13), 23),
            14, new Release(LocalDate.of(2026, 11, 12), 24),
            15, new Release(LocalDate.of(2027, 11, 11), 19),
            16, new Release(LocalDate.of(2028, 11, 9), 15),
            17, new Release(LocalDate.of(2029, 11, 8), 11),
            18, new Release(LocalDate.of(2030, 11, 14), 6));

    @Override
    public String id() {
        return "PG-VER-EOL";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.night().server().isEmpty()) {
            return input.settingsMissing(id());
        }
        ServerFacts server = input.night().server().get();
        Release release = RELEASES.get(server.major());
        if (release == null) {
            return server.major() > 18
                    ? Advice.notAssessed(
                            id(), "PostgreSQL " + server.version() + " is newer than the table of " + AS_OF, "")
                    : Advice.of(endOfSupport(server, 0), upgrade(server));
        }
        LocalDate today = LocalDate.ofInstant(input.night().window().to(), ZoneOffset.UTC);
        double days = ChronoUnit.DAYS.between(today, release.endOfSupport());
        if (days <= input.limit(HealthThreshold.SUPPORT_DAYS)) {
            return Advice.of(endOfSupport(server, days), upgrade(server));
        }
        int behind = release.latestMinor() - server.versionNumber() % 10_000;
        return behind >= input.limit(HealthThreshold.MINOR_RELEASES)
                ? Advice.of(behind(server, release, behind))
                : Advice.NONE;
    }

    private Finding endOfSupport(ServerFacts server, double days) {
        return Finding.about(id(), "PostgreSQL " + server.major())
                .severity(days <= 0 ? Severity.MEDIUM : Severity.LOW)
                .title(
                        days <= 0
                                ? "PostgreSQL " + server.major() + " is no longer supported"
                                : "Support of PostgreSQL " + server.major() + " ends in " + Amounts.count(days)
                                        + " days")
                .explained(
                        "No more fixes come for security or data corruption; version in use: " + server.version() + ".")
                .confidence(0.99)
                .build();
    }

    private static Recommendation upgrade(ServerFacts server) {
        return Recommendation.to(ActionType.SCHEMA_CHANGE, "major version")
                .answers(Finding.id("PG-VER-EOL", "PostgreSQL " + server.major()))
                .title("Plan the upgrade from PostgreSQL " + server.major())
                .because("A supported version gets fixes for five years.")
                .harm(0.05)
                .judged(0.9, 0.3, 24)
                .text(
                        List.of(
                                "Try pg_upgrade on a copy, run the application's tests, analyse all tables afterwards",
                                "Statistics counters start empty: unused-index advice pauses for 35 days"),
                        List.of("Keep the old cluster until the new one has proved itself (pg_upgrade without --link)"))
                .verifiedBy("the version changes")
                .source("PostgreSQL's versioning policy as of " + AS_OF)
                .build();
    }

    private static Finding behind(ServerFacts server, Release release, int behind) {
        return Finding.about("PG-VER-MINOR", "PostgreSQL " + server.version())
                .identifiedBy("server")
                .severity(Severity.LOW)
                .title("PostgreSQL " + server.version() + " is " + behind + " minor releases behind " + server.major()
                        + "." + release.latestMinor())
                .explained("Minor releases only mend faults and need no migration, just a restart.")
                .figure("releases behind", behind, "", AS_OF.toString(), "PostgreSQL's release table")
                .confidence(0.95)
                .build();
    }
}
