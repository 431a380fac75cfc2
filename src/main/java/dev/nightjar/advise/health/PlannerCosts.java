package dev.nightjar.advise.health;

import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Severity;

/** The cost of a random page as for spinning disks. Only worth knowing: advice needs a pair of plans, one role first. */
final class PlannerCosts implements Check {
    private static final double SPINNING = 4;

    @Override
    public String id() {
        return "CFG-RPC";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (!input.knowsSettings()) {
            return input.settingsMissing(id());
        }
        boolean spinning = input.setting("random_page_cost")
                .map(setting -> SettingValue.number(setting) == SPINNING)
                .orElse(false);
        if (!spinning) {
            return Advice.NONE;
        }
        return Advice.of(Finding.about(id(), "random_page_cost")
                .severity(Severity.INFO)
                .title("random_page_cost is 4, as for spinning disks")
                .explained(
                        "On solid state 1.1 is usual. Change it for one role first and compare plans; no statement is"
                                + " known to suffer from it.")
                .figure("random_page_cost", SPINNING, "", "now", "pg_settings")
                .confidence(0.5)
                .build());
    }
}
