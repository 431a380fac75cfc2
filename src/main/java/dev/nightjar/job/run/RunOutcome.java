package dev.nightjar.job.run;

import dev.nightjar.model.MissingInput;
import java.nio.file.Path;
import java.util.List;

/** What a run left behind, read back from the store. */
public interface RunOutcome {

    List<MissingInput> missing(RunRequest request);

    List<Path> files(RunRequest request);
}
