package dev.nightjar.job;

import dev.nightjar.model.MissingInput;
import java.nio.file.Path;
import java.util.List;

/** What a run left behind, read back from the store. */
interface RunOutcome {

    List<MissingInput> missing(RunRequest request);

    List<Path> files(RunRequest request);
}
