package dev.nightjar.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What scanners and dispatchers in the depots do. */
final class DepotOperations {
    private static final String TAKE = "UPDATE route_load SET parcels = parcels - 1 WHERE route_id = ?";
    private static final String GIVE = "UPDATE route_load SET parcels = parcels + 1 WHERE route_id = ?";

    /** How long the closing keeps the depot's row locked while the application counts. */
    private static final double CLOSING_MILLIS = 90;

    private final DemoPlan plan;
    private final Zipf depot;

    DepotOperations(DemoPlan plan) {
        this.plan = plan;
        this.depot = new Zipf(plan.depots(), 1.1);
    }

    List<Activity> activities() {
        return List.of(
                new Activity("scan", Lane.SCAN, 15, Activity.When.ALWAYS, this::scan),
                new Activity("transfer", Lane.SCAN, 2, Activity.When.ALWAYS, this::transfer),
                new Activity("close depot", Lane.SCAN, 1.2, Activity.When.OFFICE, this::close));
    }

    private void scan(Connection connection, SplittableRandom random) throws SQLException {
        long parcel = plan.parcels() - random.nextLong(plan.parcels() / 4);
        int at = 1 + depot.draw(random);
        connection.setAutoCommit(false);
        ApiOperations.update(connection, "UPDATE parcel SET status = ? WHERE id = ?", "ARRIVED", parcel);
        ApiOperations.update(
                connection,
                "INSERT INTO scan_event (parcel_id, depot_code, kind, device_serial, scanned_at)"
                        + " VALUES (?, ?, 'ARRIVED', ?, now())",
                parcel,
                "D" + (9 + at),
                random.nextLong(1L << 40));
        ApiOperations.update(connection, "UPDATE depot_day SET scanned = scanned + 1 WHERE depot_id = ?", at);
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Locks its two rows in the order of their numbers, as one should. */
    private void transfer(Connection connection, SplittableRandom random) throws SQLException {
        int from = random.nextInt(1, plan.routes());
        connection.setAutoCommit(false);
        ApiOperations.update(connection, TAKE, from);
        ApiOperations.update(connection, GIVE, random.nextInt(from + 1, plan.routes() + 1));
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Planted: a row that every scan changes stays locked during work that needs no lock. */
    private void close(Connection connection, SplittableRandom random) throws SQLException {
        connection.setAutoCommit(false);
        ApiOperations.query(connection, "SELECT scanned, closings FROM depot_day WHERE depot_id = ? FOR UPDATE", 1);
        ApplicationWork.millis(CLOSING_MILLIS);
        ApiOperations.update(connection, "UPDATE depot_day SET closings = closings + 1 WHERE depot_id = ?", 1);
        connection.commit();
        connection.setAutoCommit(true);
    }

    /**
     * Planted: half of a pair that exchanges parcels between two routes; each locks its own route first.
     *
     * @param both where the two meet after their first lock
     */
    Operation crossing(CyclicBarrier both, int first, int second) {
        return (connection, random) -> {
            connection.setAutoCommit(false);
            try {
                ApiOperations.update(connection, TAKE, first);
                meet(both);
                ApiOperations.update(connection, GIVE, second);
                connection.commit();
            } catch (SQLException deadlock) {
                connection.rollback();
            } finally {
                connection.setAutoCommit(true);
            }
        };
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new DemoException("The two sides of the planted deadlock did not meet.", e);
        }
    }
}
