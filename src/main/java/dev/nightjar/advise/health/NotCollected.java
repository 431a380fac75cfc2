package dev.nightjar.advise.health;

import dev.nightjar.model.Advice;

/** A check of the catalogue for which nothing is collected: said, so that its silence is not taken for health. */
record NotCollected(String id, String reason) implements Check {

    @Override
    public Advice assess(CheckInput input) {
        return Advice.notAssessed(id, reason, "");
    }
}
