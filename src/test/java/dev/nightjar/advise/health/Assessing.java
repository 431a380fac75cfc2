package dev.nightjar.advise.health;

import dev.nightjar.advise.NightBuilder;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Night;
import dev.nightjar.model.Thresholds;
import java.util.Set;

/** Runs one check on a night. */
final class Assessing {
    private Assessing() {}

    static Advice assess(Check check, NightBuilder night) {
        return assess(check, night.build());
    }

    static Advice assess(Check check, Night night) {
        return check.assess(CheckInput.of(night, Thresholds.STANDARD, Set.of()));
    }
}
