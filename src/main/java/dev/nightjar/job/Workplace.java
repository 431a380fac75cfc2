package dev.nightjar.job;

import dev.nightjar.config.Job;
import dev.nightjar.store.Store;
import java.time.Clock;
import java.util.function.Function;

/**
 * What the composition root hands to the jobs.
 *
 * @param jobs the job file of a target's name; throws a ConfigurationException when there is none
 * @param clock the machine's clock; a target's own time map is applied to what its servers say
 * @param version of Nightjar, for reports
 */
public record Workplace(Store store, Function<String, Job> jobs, Clock clock, String version) {}
