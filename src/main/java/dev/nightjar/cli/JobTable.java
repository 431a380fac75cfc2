package dev.nightjar.cli;

import dev.nightjar.config.ConfigurationException;
import dev.nightjar.config.Job;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** The job files of a command by the name of their target. */
final class JobTable implements Function<String, Job> {
    private final Map<String, Job> jobs = new ConcurrentSkipListMap<>();

    private JobTable() {}

    static JobTable of(List<Job> jobs) {
        JobTable table = new JobTable();
        jobs.forEach(table::add);
        return table;
    }

    void add(Job job) {
        jobs.put(job.target(), job);
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
