package dev.nightjar.advise.health;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Log settings that keep slow statements, lock waits and spills out of sight, or put everything in. */
final class LogSettings implements Check {
    private static final List<Rule> RULES = List.of(
            new Rule("log_min_duration_statement", "-1", "500", "slow statements are not logged"),
            new Rule("log_lock_waits", "off", "on", "lock waits are not logged"),
            new Rule("log_temp_files", "-1", "10240", "temporary files are not logged"),
            new Rule("log_checkpoints", "off", "on", "checkpoints are not logged"),
            new Rule("log_autovacuum_min_duration", "-1", "60000", "autovacuum runs are not logged"),
            new Rule("log_statement", "all", "ddl", "every statement is logged, with its values"));

    @Override
    public String id() {
        return "PG-OBS-LOG";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (!input.knowsSettings()) {
            return input.settingsMissing(id());
        }
        List<Rule> broken = RULES.stream()
                .filter(rule -> input.setting(rule.name())
                        .map(setting -> setting.value().equals(rule.poor()))
                        .orElse(false))
                .toList();
        List<Evidence> evidence = new ArrayList<>();
        broken.forEach(rule -> evidence.add(Evidence.text(rule.name(), rule.meaning(), "pg_settings")));
        input.setting("log_line_prefix")
                .map(setting -> missingEscapes(setting.value()))
                .filter(missing -> !missing.isEmpty())
                .ifPresent(missing -> evidence.add(Evidence.text(
                        "log_line_prefix",
                        "lacks " + String.join(" ", missing) + " (csvlog and jsonlog have them)",
                        "pg_settings")));
        if (broken.isEmpty()) {
            return Advice.NONE;
        }
        FindingBuilder builder = Finding.about(id(), "log settings")
                .severity(Severity.INFO)
                .title("The log leaves out what a report needs")
                .explained(
                        "Several checks rest on these lines: who waits for whom, what spills, which statements are slow.")
                .confidence(0.95);
        evidence.forEach(builder::evidence);
        Finding finding = builder.build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.RELOAD_SETTING, "log settings")
                        .answers(finding)
                        .title("Log slow statements, lock waits and temporary files")
                        .because(
                                "The volume stays small with these limits; on busy servers add log_min_duration_sample.")
                        .judged(0.9, 0.03, 0.25)
                        .sql(
                                change(input, broken).orElseThrow().apply(),
                                change(input, broken).orElseThrow().undo())
                        .verifiedBy("the lines appear in the log")
                        .source("pg_settings")
                        .build());
    }

    private static Optional<SettingChange> change(CheckInput input, List<Rule> broken) {
        return broken.stream()
                .map(rule -> SettingChange.reload(input, rule.name(), rule.better()))
                .reduce(SettingChange::and);
    }

    private static List<String> missingEscapes(String prefix) {
        return List.of("%p", "%u", "%d").stream()
                .filter(escape -> !prefix.contains(escape))
                .toList();
    }

    private record Rule(String name, String poor, String better, String meaning) {}
}
