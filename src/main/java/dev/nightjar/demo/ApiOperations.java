package dev.nightjar.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What customers and the customer service do through the API. */
final class ApiOperations {
    /** Rendering of a label or an answer while the connection is still checked out. */
    private static final double RENDER_MILLIS = 6;

    private final DemoPlan plan;
    private final Zipf recentParcel;
    private final Zipf sender;

    ApiOperations(DemoPlan plan) {
        this.plan = plan;
        this.recentParcel = new Zipf(plan.parcels(), 0.6);
        this.sender = new Zipf(plan.senders(), 0.9);
    }

    List<Activity> activities() {
        return List.of(
                activity("track", 20, this::track),
                activity("quote", 10, this::quote),
                activity("book", 6, this::book),
                activity("parcels of a sender", 8, this::parcelsOfSender),
                activity("invoices of a sender", 4, this::invoicesOfSender),
                activity("log call", 8, this::logCall),
                activity("keys of a sender", 3, this::keysOfSender),
                activity("find by reference", 4, this::findByReference),
                activity("depot work list", 10, this::depotWorkList),
                activity("dispatch screen", 8, this::dispatchScreen),
                activity("rotate key", 1.5, this::rotateKey));
    }

    private static Activity activity(String name, double perPeakHour, Operation operation) {
        return new Activity(name, Lane.API, perPeakHour, Activity.When.ALWAYS, operation);
    }

    private void track(Connection connection, SplittableRandom random) throws SQLException {
        long parcel = parcel(random);
        query(
                connection,
                "SELECT p.id, p.status, p.due_on, s.name FROM parcel p JOIN sender s ON s.id = p.sender_id"
                        + " WHERE p.tracking_code = ?",
                ParcelRows.trackingCode(parcel));
        query(
                connection,
                "SELECT kind, depot_code, scanned_at FROM scan_event WHERE parcel_id = ? ORDER BY scanned_at DESC LIMIT 5",
                parcel);
        query(connection, "SELECT route_id, day, position FROM route_stop WHERE parcel_id = ?", parcel);
        ApplicationWork.millis(RENDER_MILLIS);
    }

    /** Literals in the text, as hand-written SQL has them. */
    private void quote(Connection connection, SplittableRandom random) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            drain(statement.executeQuery("SELECT price_cents FROM tariff WHERE zone = " + random.nextInt(1, 11)
                    + " AND max_grams >= " + random.nextInt(100, 28_000) + " ORDER BY max_grams LIMIT 1"));
        }
        ApplicationWork.millis(RENDER_MILLIS / 2);
    }

    private void book(Connection connection, SplittableRandom random) throws SQLException {
        connection.setAutoCommit(false);
        long number = plan.parcels() + 1 + random.nextLong(1L << 33);
        long id;
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO parcel (tracking_code, reference, sender_id, depot_id, status, weight_grams, price_cents,"
                        + " booked_at, due_on, recipient, postcode) VALUES (?, ?, ?, ?, 'BOOKED', ?, ?, now(), ?, ?, ?)"
                        + " RETURNING id")) {
            bind(
                    insert,
                    ParcelRows.trackingCode(number),
                    ParcelRows.reference(number),
                    1 + sender.draw(random),
                    random.nextInt(1, plan.depots() + 1),
                    random.nextInt(100, 30_000),
                    random.nextInt(400, 1_600),
                    day(random),
                    "Recipient " + random.nextInt(100_000),
                    ParcelRows.postcode(random.nextInt(90_000)));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                id = row.getLong(1);
            }
        }
        update(
                connection,
                "INSERT INTO scan_event (parcel_id, depot_code, kind, device_serial, scanned_at)"
                        + " VALUES (?, ?, 'BOOKED', ?, now())",
                id,
                "D10",
                random.nextLong(1L << 40));
        connection.commit();
        connection.setAutoCommit(true);
        ApplicationWork.millis(RENDER_MILLIS);
    }

    private void parcelsOfSender(Connection connection, SplittableRandom random) throws SQLException {
        query(
                connection,
                "SELECT id, tracking_code, status, booked_at FROM parcel WHERE sender_id = ?"
                        + " ORDER BY booked_at DESC LIMIT 20",
                1 + sender.draw(random));
        ApplicationWork.millis(RENDER_MILLIS);
    }

    private void invoicesOfSender(Connection connection, SplittableRandom random) throws SQLException {
        query(
                connection,
                "SELECT i.id, i.issued_on, i.total_cents, count(*) FROM invoice i JOIN invoice_line l"
                        + " ON l.invoice_id = i.id WHERE i.sender_id = ? AND i.issued_on >= ?"
                        + " GROUP BY i.id ORDER BY i.issued_on DESC",
                random.nextInt(plan.senders() / 10, plan.senders()),
                plan.firstDay().minusDays(760));
        ApplicationWork.millis(RENDER_MILLIS);
    }

    private void logCall(Connection connection, SplittableRandom random) throws SQLException {
        update(
                connection,
                "INSERT INTO api_call (api_key_id, path, http_status, called_at) VALUES (?, ?, 200, now())",
                1L + random.nextInt(plan.apiKeys()),
                "/v1/track");
    }

    private void keysOfSender(Connection connection, SplittableRandom random) throws SQLException {
        query(connection, "SELECT id, label FROM api_key WHERE sender_id = ?", 1 + random.nextInt(plan.senders()));
        ApplicationWork.millis(RENDER_MILLIS / 2);
    }

    /** Planted: there is no index on the reference, so every search reads the table. */
    private void findByReference(Connection connection, SplittableRandom random) throws SQLException {
        query(
                connection,
                "SELECT id, tracking_code, status, recipient FROM parcel WHERE reference = ?",
                ParcelRows.reference(parcel(random)));
        ApplicationWork.millis(RENDER_MILLIS);
    }

    /** Planted: served by (depot_id, due_on) until the release takes that index away. */
    private void depotWorkList(Connection connection, SplittableRandom random) throws SQLException {
        query(
                connection,
                "SELECT count(*), sum(weight_grams) FROM parcel WHERE depot_id = ? AND due_on = ?"
                        + " AND status <> 'DELIVERED'",
                random.nextInt(plan.depots() / 4, plan.depots() + 1),
                day(random));
        ApplicationWork.millis(RENDER_MILLIS / 2);
    }

    /** Planted: one query for the stops, then one for each parcel. */
    private void dispatchScreen(Connection connection, SplittableRandom random) throws SQLException {
        connection.setAutoCommit(false);
        List<Long> parcels = new ArrayList<>();
        try (PreparedStatement stops = connection.prepareStatement(
                "SELECT parcel_id FROM route_stop WHERE route_id = ? AND day = ? ORDER BY position")) {
            bind(stops, random.nextInt(1, plan.routes() + 1), plan.firstDay().plusDays(random.nextInt(0, 14)));
            try (ResultSet rows = stops.executeQuery()) {
                while (rows.next()) {
                    parcels.add(rows.getLong(1));
                }
            }
        }
        for (long parcel : parcels) {
            query(connection, "SELECT recipient, postcode, weight_grams FROM parcel WHERE id = ?", parcel);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Planted: the deletion reads all calls, for their foreign key has no index. */
    private void rotateKey(Connection connection, SplittableRandom random) throws SQLException {
        long id;
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO api_key (sender_id, label) VALUES (?, 'temporary') RETURNING id")) {
            bind(insert, 1 + random.nextInt(plan.senders()));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                id = row.getLong(1);
            }
        }
        update(connection, "DELETE FROM api_key WHERE id = ?", id);
    }

    /** One of the loaded parcels, the latest ones most often. */
    private long parcel(SplittableRandom random) {
        return plan.parcels() - (long) recentParcel.draw(random);
    }

    private LocalDate day(SplittableRandom random) {
        return plan.firstDay().minusDays(random.nextInt(2, plan.daysOfHistory() - 2));
    }

    static void query(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            drain(statement.executeQuery());
        }
    }

    static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static void drain(ResultSet rows) throws SQLException {
        try (rows) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }
}
