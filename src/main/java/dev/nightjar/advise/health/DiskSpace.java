package dev.nightjar.advise.health;

import dev.nightjar.model.Advice;

/** Whether it is known how large the volume is: with that the outlook foretells when databases fill it. */
final class DiskSpace implements Check {

    @Override
    public String id() {
        return "PG-DISK";
    }

    @Override
    public Advice assess(CheckInput input) {
        return Double.isNaN(input.night().diskBytes())
                ? Advice.notAssessed(
                        id(),
                        "SQL does not tell how large the volume is",
                        "give its size in the job file, e.g. postgres: {diskSize: 500GB}")
                : Advice.NONE;
    }
}
