package dev.nightjar.store;

import dev.nightjar.store.jdbc.Database;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spring Batch's records of runs. It never removes any itself, and a visit every few minutes leaves a million rows a year. */
final class RunRecords {
    private static final String OF_EXECUTIONS =
            " in (select job_execution_id from batch_job_execution where job_instance_id = ?)";

    private static final List<String> DELETES = List.of(
            "delete from batch_step_execution_context where step_execution_id in (select step_execution_id"
                    + " from batch_step_execution where job_execution_id" + OF_EXECUTIONS + ")",
            "delete from batch_step_execution where job_execution_id" + OF_EXECUTIONS,
            "delete from batch_job_execution_context where job_execution_id" + OF_EXECUTIONS,
            "delete from batch_job_execution_params where job_execution_id" + OF_EXECUTIONS,
            "delete from batch_job_execution where job_instance_id = ?",
            "delete from batch_job_instance where job_instance_id = ?");

    private final Database database;

    RunRecords(Database database) {
        this.database = database;
    }

    /** Forgets a target's runs of a job whose last execution began before a moment. */
    void purge(String job, String target, Instant before) {
        // Spring Batch writes the wall clock of the machine.
        LocalDateTime limit = LocalDateTime.ofInstant(before, ZoneId.systemDefault());
        database.inTransaction("purge the records of " + job + " runs of " + target, session -> {
            List<@Nullable Object[]> instances = new ArrayList<>();
            session.each(
                    "select e.job_instance_id from batch_job_execution e"
                            + " join batch_job_instance i on i.job_instance_id = e.job_instance_id"
                            + " join batch_job_execution_params p on p.job_execution_id = e.job_execution_id"
                            + " where i.job_name = ? and p.parameter_name = 'target' and p.parameter_value = ?"
                            + " group by e.job_instance_id having max(e.create_time) < ?",
                    row -> instances.add(new Object[] {row.number(1)}),
                    job,
                    target,
                    limit);
            for (String delete : DELETES) {
                session.batch(delete, instances);
            }
            return instances.size();
        });
    }
}
