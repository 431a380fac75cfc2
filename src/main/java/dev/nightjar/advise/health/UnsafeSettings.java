package dev.nightjar.advise.health;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Setting;
import dev.nightjar.model.Severity;
import java.util.List;

/** Settings that lose data, or switch off what the server needs. */
final class UnsafeSettings implements Check {
    private static final List<Rule> RULES = List.of(
            new Rule(
                    "fsync",
                    "off",
                    "on",
                    Severity.CRITICAL,
                    0.5,
                    "A crash of the host can destroy the whole cluster, not only the last seconds"),
            new Rule(
                    "full_page_writes",
                    "off",
                    "on",
                    Severity.HIGH,
                    0.3,
                    "A crash can leave half-written pages that recovery cannot mend"),
            new Rule(
                    "zero_damaged_pages",
                    "on",
                    "off",
                    Severity.HIGH,
                    0.3,
                    "Damaged pages are silently emptied instead of reported"),
            new Rule(
                    "autovacuum",
                    "off",
                    "on",
                    Severity.HIGH,
                    0.3,
                    "Dead rows are not removed and statistics grow old until ids run out"),
            new Rule("track_counts", "off", "on", Severity.HIGH, 0.3, "Autovacuum sees no work without these counters"),
            new Rule(
                    "synchronous_commit",
                    "off",
                    "on",
                    Severity.LOW,
                    0.02,
                    "The last commits before a crash can be lost; right for some roles, seldom for all"));

    @Override
    public String id() {
        return "CFG-SAFE";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (!input.knowsSettings()) {
            return input.settingsMissing(id());
        }
        Advice advice = RULES.stream()
                .flatMap(rule -> input.setting(rule.name()).stream()
                        .filter(setting -> setting.value().equals(rule.unsafe()) && isGlobal(setting))
                        .map(setting -> advice(input, rule)))
                .reduce(Advice.NONE, Advice::plus);
        return input.night().server().orElseThrow().settings().stream()
                .filter(setting -> setting.name().startsWith("enable_")
                        && setting.value().equals("off")
                        && setting.bootValue().equals("on")
                        && isGlobal(setting))
                .map(setting -> advice(input, planner(setting.name())))
                .reduce(advice, Advice::plus);
    }

    private static Rule planner(String name) {
        return new Rule(
                name,
                "off",
                "on",
                Severity.MEDIUM,
                0.03,
                "The planner may not use this method for any statement; it was likely meant for one");
    }

    private static boolean isGlobal(Setting setting) {
        return !setting.source().equals("session") && !setting.source().equals("client");
    }

    private Advice advice(CheckInput input, Rule rule) {
        Finding finding = Finding.about(id(), rule.name())
                .severity(rule.severity())
                .title(rule.name() + " is " + rule.unsafe())
                .explained(rule.consequence() + ".")
                .evidence(dev.nightjar.model.Evidence.text(
                        rule.name(),
                        rule.unsafe() + ", set by "
                                + input.setting(rule.name())
                                        .map(Setting::source)
                                        .orElse(""),
                        "pg_settings"))
                .confidence(0.99)
                .build();
        SettingChange change = SettingChange.reload(input, rule.name(), rule.safe());
        return Advice.of(
                finding,
                Recommendation.to(ActionType.RELOAD_SETTING, rule.name())
                        .answers(finding)
                        .title("Set " + rule.name() + " to " + rule.safe())
                        .because(rule.consequence()
                                + ". A value given on the server's command line must be changed there.")
                        .harm(rule.harm())
                        .judged(0.95, 0.05, 0.25)
                        .sql(change.apply(), change.undo())
                        .verifiedBy(rule.name() + " reads " + rule.safe())
                        .source("pg_settings")
                        .build());
    }

    private record Rule(String name, String unsafe, String safe, Severity severity, double harm, String consequence) {}
}
