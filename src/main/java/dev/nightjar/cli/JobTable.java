package dev.nightjar.cli;

import dev.nightjar.config.ConfigurationException;
import dev.nightjar.config.Job;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The job files of a command by the name of their target. */
final class JobTable implements Function<String, Job> {
    private final Map<String, Job> jobs;

    private JobTable(Map<String, Job> jobs) {
        this.jobs = jobs;
    }

    static JobTable of(List<Job> jobs) {
        return new JobTable(jobs.stream().collect(Collectors.toMap(Job::target, job -> job)));
    }

    @Override
    public Job apply(String target) {
        Job job = jobs.get(target);
        if (job == null) {
            throw new ConfigurationException(
                    "no job file has the target '" + target + "'; targets are " + String.join(", ", jobs.keySet()));
        }
        return job;
    }
}
