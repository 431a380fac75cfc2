package dev.nightjar.advise.health;

import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Setting;
import dev.nightjar.model.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** Settings that were changed and wait for a restart, which surprises whoever restarts next. */
final class PendingRestart implements Check {
    @Override
    public String id() {
        return "CFG-PENDING";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (!input.knowsSettings()) {
            return input.settingsMissing(id());
        }
        List<String> pending = input.night().server().orElseThrow().settings().stream()
                .filter(Setting::pendingRestart)
                .map(Setting::name)
                .sorted()
                .toList();
        if (pending.isEmpty()) {
            return Advice.NONE;
        }
        return Advice.of(Finding.about(id(), pending.stream().collect(Collectors.joining(", ")))
                .identifiedBy("server")
                .severity(Severity.LOW)
                .title(
                        pending.size() == 1
                                ? pending.get(0) + " waits for a restart"
                                : pending.size() + " settings wait for a restart")
                .explained(
                        "They were changed in the configuration and take effect at the next restart, planned or not.")
                .confidence(0.99)
                .build());
    }
}
