package dev.nightjar.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * The rows of the parcel service. Senders and depots are skewed like real ones: the largest has thousands of times the
 * parcels of the smallest.
 */
final class ParcelRows {
    private static final String[] CITIES = {
        "Aachen", "Bremen", "Chemnitz", "Dresden", "Erfurt", "Freiburg", "Gera", "Hamburg", "Ingolstadt", "Jena"
    };
    private static final String[] KINDS = {"BOOKED", "PICKED_UP", "ARRIVED", "LOADED", "DELIVERED"};
    private static final String[] PATHS = {"/v1/parcels", "/v1/track", "/v1/quote", "/v1/labels"};

    private final DemoPlan plan;
    private final LocalDate firstDay;

    ParcelRows(DemoPlan plan) {
        this.plan = plan;
        this.firstDay = plan.firstDay().minusDays(plan.daysOfHistory());
    }

    static String trackingCode(long parcel) {
        // A multiplicative hash: unique, and unrelated to the order of booking.
        return String.format("NJ%011d", parcel * 7_368_787L % 99_999_999_977L);
    }

    static String reference(long parcel) {
        return "ORDER-" + (parcel * 2_654_435_761L % 4_294_967_291L);
    }

    static String postcode(int number) {
        return String.format("%05d", 1000 + number);
    }

    void small(Connection connection) throws SQLException {
        SplittableRandom random = random(1);
        try (CopyLoader depots = new CopyLoader(connection, "depot")) {
            for (int id = 1; id <= plan.depots(); id++) {
                depots.row(id, "Depot " + id, CITIES[id % CITIES.length]);
            }
        }
        try (CopyLoader routes = new CopyLoader(connection, "route")) {
            for (int id = 1; id <= plan.routes(); id++) {
                routes.row(id, 1 + id % plan.depots(), "Route " + id);
            }
        }
        try (CopyLoader drivers = new CopyLoader(connection, "driver")) {
            for (int id = 1; id <= plan.drivers(); id++) {
                drivers.row(id, 1 + id % plan.depots(), "Driver " + id, "L" + random.nextInt(1_000_000));
            }
        }
        try (CopyLoader tariffs = new CopyLoader(connection, "tariff")) {
            for (int zone = 1; zone <= 10; zone++) {
                for (int kilos = 1; kilos <= 30; kilos += 3) {
                    tariffs.row(zone, kilos * 1000, 300 + zone * 40 + kilos * 35);
                }
            }
        }
        try (CopyLoader senders = new CopyLoader(connection, "sender")) {
            for (int id = 1; id <= plan.senders(); id++) {
                senders.row(
                        id, "Shop " + id, "office@shop" + id + ".example", firstDay.minusDays(random.nextInt(1500)));
            }
        }
        try (CopyLoader keys = new CopyLoader(connection, "api_key (id, sender_id, label)")) {
            for (int id = 1; id <= plan.apiKeys(); id++) {
                keys.row(id, 1 + random.nextInt(plan.senders()), "key " + id);
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO depot_day SELECT id, 0, 0 FROM depot");
            statement.execute("INSERT INTO route_load SELECT id, 500 FROM route");
        }
    }

    void parcels(Connection connection) throws SQLException {
        SplittableRandom random = random(2);
        Zipf sender = new Zipf(plan.senders(), 0.9);
        Zipf depot = new Zipf(plan.depots(), 0.5);
        String columns = "parcel (id, tracking_code, reference, sender_id, depot_id, status, weight_grams,"
                + " price_cents, booked_at, due_on, recipient, postcode)";
        try (CopyLoader parcels = new CopyLoader(connection, columns)) {
            for (long id = 1; id <= plan.parcels(); id++) {
                LocalDate day = firstDay.plusDays(dayOf(id));
                int grams = 100 + random.nextInt(30_000);
                parcels.row(
                        id,
                        trackingCode(id),
                        reference(id),
                        1 + sender.draw(random),
                        1 + depot.draw(random),
                        KINDS[random.nextInt(KINDS.length)],
                        grams,
                        350 + grams / 25,
                        day + " " + random.nextInt(10, 20) + ":" + random.nextInt(10, 60) + ":00+00",
                        day.plusDays(1 + random.nextInt(3)),
                        "Recipient " + random.nextInt(100_000),
                        postcode(random.nextInt(90_000)));
            }
        }
    }

    void scans(Connection connection) throws SQLException {
        SplittableRandom random = random(3);
        String columns = "scan_event (parcel_id, depot_code, kind, device_serial, scanned_at)";
        try (CopyLoader scans = new CopyLoader(connection, columns)) {
            for (long parcel = 1; parcel <= plan.parcels(); parcel++) {
                LocalDate day = firstDay.plusDays(dayOf(parcel));
                int events = 2 + random.nextInt(KINDS.length - 1);
                for (int i = 0; i < events; i++) {
                    scans.row(
                            parcel,
                            "D" + (10 + random.nextInt(plan.depots())),
                            KINDS[i],
                            random.nextLong(1L << 40),
                            day + " " + (12 + i) + ":" + random.nextInt(10, 60) + ":00+00");
                }
            }
        }
    }

    void stops(Connection connection) throws SQLException {
        SplittableRandom random = random(4);
        try (CopyLoader stops = new CopyLoader(connection, "route_stop")) {
            int days = Math.max(14, plan.parcels() / (plan.routes() * plan.stopsPerRoute()));
            for (int day = 0; day < days; day++) {
                LocalDate date = plan.firstDay().plusDays(13L - day);
                for (int route = 1; route <= plan.routes(); route++) {
                    for (int position = 1; position <= plan.stopsPerRoute(); position++) {
                        stops.row(route, date, position, 1 + random.nextInt(plan.parcels()));
                    }
                }
            }
        }
    }

    void invoices(Connection connection) throws SQLException {
        SplittableRandom random = random(5);
        Zipf sender = new Zipf(plan.senders(), 0.6);
        try (CopyLoader invoices = new CopyLoader(connection, "invoice")) {
            for (int id = 1; id <= plan.invoices(); id++) {
                invoices.row(
                        id,
                        1 + sender.draw(random),
                        firstDay.minusDays(random.nextInt(700)),
                        1000 + random.nextInt(500_000),
                        "Services of the month, sheet " + random.nextInt(1_000_000));
            }
        }
        try (CopyLoader lines = new CopyLoader(connection, "invoice_line")) {
            for (int id = 1; id <= plan.invoices(); id++) {
                int count = 2 + random.nextInt(4);
                for (int line = 1; line <= count; line++) {
                    lines.row(id, line, "Parcels of week " + random.nextInt(1, 53), random.nextInt(100_000));
                }
            }
        }
    }

    void calls(Connection connection) throws SQLException {
        SplittableRandom random = random(6);
        Zipf key = new Zipf(plan.apiKeys(), 0.7);
        String columns = "api_call (api_key_id, path, http_status, called_at)";
        try (CopyLoader calls = new CopyLoader(connection, columns)) {
            for (int id = 1; id <= plan.apiCalls(); id++) {
                calls.row(
                        1 + key.draw(random),
                        PATHS[random.nextInt(PATHS.length)],
                        random.nextInt(50) == 0 ? 404 : 200,
                        firstDay.plusDays((long) id * plan.daysOfHistory() / plan.apiCalls()) + " "
                                + random.nextInt(10, 24) + ":00:00+00");
            }
        }
    }

    /** Parcels are numbered in the order of booking, evenly over the days up to the end of the simulated calendar. */
    private long dayOf(long parcel) {
        return parcel * plan.daysOfHistory() / plan.parcels();
    }

    private SplittableRandom random(int table) {
        return new SplittableRandom(plan.seed() * 31 + table);
    }
}
