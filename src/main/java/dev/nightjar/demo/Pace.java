package dev.nightjar.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;

/**
 * Finds out how fast this machine is today. One that is slow, or busy with other things, plays its hours more slowly
 * instead of falling behind: the load per hour stays the same, and so do the planted effects.
 */
public final class Pace {
    /** What the probe takes on two idle cores of a small cloud machine, where an hour of a quarter of a second is easy. */
    private static final double EASY_MS = 60;

    /** Beyond this the demo would take too long; it then says that the machine is too slow. */
    private static final double SLOWEST = 4;

    private static final int PROBES = 7;

    private final DemoServers servers;

    public Pace(DemoServers servers) {
        this.servers = servers;
    }

    /** The plan with hours that this machine can keep up with, never shorter than planned. */
    public DemoPlan adjust(DemoPlan plan) {
        double slowness = Math.min(SLOWEST, Math.max(1, probeMs() / EASY_MS));
        return plan.withHourLength(
                Duration.ofMillis(Math.round(plan.hourLength().toMillis() * slowness)));
    }

    /** Median time to read a table that is in memory. */
    double probeMs() {
        Access owner = servers.owner();
        double[] times = new double[PROBES];
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            statement.execute("SET max_parallel_workers_per_gather = 0");
            for (int i = 0; i < PROBES; i++) {
                long began = System.nanoTime();
                try (ResultSet row = statement.executeQuery("SELECT sum(weight_grams) FROM parcel")) {
                    row.next();
                }
                times[i] = (System.nanoTime() - began) / 1e6;
            }
        } catch (SQLException e) {
            throw new DemoException("Cannot measure the speed of this machine: " + e.getMessage() + ".", e);
        }
        Arrays.sort(times);
        return times[PROBES / 2];
    }
}
