package dev.nightjar.advise.health;

import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Sample;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectKind;
import java.util.Optional;

/** A restart or a reset of the statistics in the window: figures around it are lower bounds. */
final class CounterResets implements Check {
    @Override
    public String id() {
        return "PG-OBS-RESET";
    }

    @Override
    public Advice assess(CheckInput input) {
        Optional<ServerFacts> restarted =
                input.night().server().filter(server -> input.night().window().contains(server.startedAt()));
        Optional<Sample> reset = input.night()
                .of(SubjectKind.DATABASE)
                .flatMap(history -> history.samples().stream())
                .filter(Sample::afterReset)
                .filter(sample ->
                        sample.interval().to().isAfter(input.night().window().from()))
                .findFirst();
        if (restarted.isEmpty() && reset.isEmpty()) {
            return Advice.NONE;
        }
        return Advice.of(Finding.about(id(), restarted.isPresent() ? "restart" : "statistics reset")
                .severity(Severity.INFO)
                .title(restarted.isPresent() ? "The server was restarted" : "The statistics were reset")
                .explained(
                        "What was counted just before is lost; totals of the night are lower bounds and confidence is"
                                + " lowered.")
                .since(restarted
                        .map(ServerFacts::startedAt)
                        .orElseGet(() -> reset.orElseThrow().interval().to()))
                .confidence(0.95)
                .build());
    }
}
