package dev.nightjar.job.run;

import dev.nightjar.model.Window;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * What is to be run. Its target and time are the identity of a Spring Batch job instance: the same request twice is the
 * same instance, which is neither run nor counted twice.
 */
public sealed interface RunRequest {

    /** Name of the target in its job file. */
    String target();

    /** Name of the Spring Batch job. */
    String job();

    JobParameters parameters(Owner owner);

    /** One visit to a target's sources at a slot of its schedule. */
    record Collect(String target, Instant slot) implements RunRequest {
        /** The job's name, on the command line too. */
        public static final String JOB = "collect";

        @Override
        public String job() {
            return JOB;
        }

        @Override
        public JobParameters parameters(Owner owner) {
            return new JobParametersBuilder()
                    .addString(Parameter.TARGET, target)
                    .addString(Parameter.SLOT, slot.toString())
                    .addString(Parameter.OWNER, owner.toString(), false)
                    .toJobParameters();
        }
    }

    /**
     * The report of one window.
     *
     * @param revision 1, or more for a window that is done again with late logs or new thresholds
     * @param out where the report's files go instead of the job file's folder
     */
    record Nightly(String target, Window window, int revision, Optional<Path> out) implements RunRequest {
        /** The job's name, on the command line too. */
        public static final String JOB = "nightly";

        @Override
        public String job() {
            return JOB;
        }

        @Override
        public JobParameters parameters(Owner owner) {
            JobParametersBuilder parameters = new JobParametersBuilder()
                    .addString(Parameter.TARGET, target)
                    .addString(Parameter.FROM, window.from().toString())
                    .addString(Parameter.TO, window.to().toString())
                    .addString(Parameter.REVISION, Integer.toString(revision))
                    .addString(Parameter.OWNER, owner.toString(), false);
            out.ifPresent(folder -> parameters.addString(Parameter.OUT, folder.toString(), false));
            return parameters.toJobParameters();
        }
    }
}
