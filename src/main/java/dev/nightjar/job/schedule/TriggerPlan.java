package dev.nightjar.job.schedule;

import java.time.ZoneId;

/**
 * One line of the schedule.
 *
 * @param target name of the target
 * @param job {@code collect} or {@code nightly}
 * @param cron Quartz cron expression with seconds
 * @param zone in which it is read
 */
public record TriggerPlan(String target, String job, String cron, ZoneId zone) {}
