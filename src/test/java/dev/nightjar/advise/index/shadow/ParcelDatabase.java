package dev.nightjar.advise.index.shadow;

import dev.nightjar.embedded.EmbeddedPostgres;
import dev.nightjar.embedded.PostgresBinaries;
import dev.nightjar.embedded.PostgresOptions;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.source.postgres.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;

/** A real server with a small parcel service: skew, correlation, NULLs, an enum, a dropped column, partitions. */
public final class ParcelDatabase implements AutoCloseable {
    private static final String SCHEMA = """
            CREATE TYPE parcel_status AS ENUM ('new', 'moving', 'delivered', 'lost');
            CREATE TABLE sender (
              id integer PRIMARY KEY, name text NOT NULL, email text NOT NULL, country char(2) NOT NULL,
              dropped_later text, joined date NOT NULL);
            ALTER TABLE sender DROP COLUMN dropped_later;
            CREATE TABLE depot (id smallint PRIMARY KEY, city text NOT NULL UNIQUE);
            CREATE TABLE parcel (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              sender_id integer NOT NULL REFERENCES sender,
              status parcel_status NOT NULL,
              created_at timestamptz NOT NULL,
              weight numeric(8, 2) NOT NULL,
              reference text,
              note text);
            CREATE INDEX parcel_status_idx ON parcel (status);
            CREATE INDEX parcel_status_again ON parcel (status);
            CREATE TABLE scan (
              parcel_id bigint NOT NULL REFERENCES parcel ON DELETE CASCADE,
              depot_id smallint NOT NULL REFERENCES depot,
              scanned_at timestamptz NOT NULL,
              kind text NOT NULL);
            CREATE INDEX scan_parcel_idx ON scan (parcel_id, scanned_at DESC);
            CREATE INDEX scan_parcel_short ON scan (parcel_id);
            CREATE STATISTICS scan_kinds (ndistinct, dependencies, mcv) ON depot_id, kind FROM scan;
            CREATE TABLE event (id integer NOT NULL, at date NOT NULL, payload text) PARTITION BY RANGE (at);
            CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
            CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
            CREATE INDEX event_id_idx ON event (id);
            CREATE VIEW open_parcel AS SELECT p.*, s.name FROM parcel p JOIN sender s ON s.id = p.sender_id
              WHERE p.status IN ('new', 'moving');
            CREATE FUNCTION peek() RETURNS text LANGUAGE plpgsql IMMUTABLE AS
              'BEGIN RETURN pg_read_file(''PG_VERSION''); END';
            CREATE SCHEMA "Größe ""x"" y";
            CREATE TABLE "Größe ""x"" y"."order" ("select" integer PRIMARY KEY, "naïve col" text, "a""b" integer);
            CREATE INDEX "idx mit ""Zitat"" drin" ON "Größe ""x"" y"."order" ("naïve col");
            """;

    private static final String DATA = """
            INSERT INTO sender SELECT i, 'sender ' || i, 'User' || i || '@example.org',
              (ARRAY['DE','DE','DE','FR','US','NL'])[1 + abs(hashint4(i)) % 6], date '2020-01-01' + i % 2000
              FROM generate_series(1, 5000) i;
            INSERT INTO depot SELECT i, 'city ' || i FROM generate_series(1, 40) i;
            INSERT INTO parcel (sender_id, status, created_at, weight, reference, note)
              SELECT 1 + (power(abs(hashint4(i)) % 100000 / 100000.0, 3) * 4999)::int,
                     (CASE WHEN i > 119000 THEN 'new' WHEN i % 500 = 0 THEN 'lost'
                           WHEN i > 110000 THEN 'moving' ELSE 'delivered' END)::parcel_status,
                     timestamptz '2026-01-01 00:00:00+00' + i * interval '20 seconds',
                     (abs(hashint4(i + 7)) % 5000) / 100.0,
                     CASE WHEN i % 3 = 0 THEN 'ref' || abs(hashint4(i + 3)) END,
                     repeat('x', abs(hashint4(i + 11)) % 60)
                FROM generate_series(1, 120000) i;
            INSERT INTO scan SELECT p, 1 + abs(hashint4(p * 3 + k)) % 40,
                     timestamptz '2026-01-01 00:00:00+00' + p * interval '20 seconds' + k * interval '1 hour',
                     (ARRAY['in','out','load','deliver'])[k]
                FROM generate_series(1, 120000) p, generate_series(1, 2 + abs(hashint4(p)) % 3) k;
            INSERT INTO event SELECT i, date '2026-01-01' + i % 59, repeat('e', 40) FROM generate_series(1, 30000) i;
            INSERT INTO "Größe ""x"" y"."order" SELECT i, 'wert ' || i % 100, i % 7 FROM generate_series(1, 20000) i;
            """;

    private static final String PASSWORD = "only for this test";

    private final EmbeddedPostgres server;

    private ParcelDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Loaded, vacuumed and analysed. */
    public static ParcelDatabase start(PostgresBinaries binaries) throws SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.start(PostgresOptions.defaults(binaries)
                .withoutDurability()
                .withSetting("autovacuum", "off")
                // All rows are sampled: the statistics, and with them the costs, are the same in every run.
                .withSetting("default_statistics_target", "1300")
                .withSetting("work_mem", "8MB"));
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE parcels");
        }
        ParcelDatabase database = new ParcelDatabase(server);
        database.execute(SCHEMA);
        database.execute(DATA);
        database.execute("VACUUM ANALYZE");
        database.execute("CREATE ROLE nightjar LOGIN PASSWORD '" + PASSWORD + "'; GRANT pg_monitor TO nightjar");
        return database;
    }

    public Connection connect() throws SQLException {
        return server.connect("parcels");
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs the SQL that lets a role without rights on the tables read the statistics. */
    public void grantStatistics() throws SQLException, IOException {
        execute(Files.readString(Path.of("sql/grants.sql")));
    }

    /** Reads the schema as a role that has pg_monitor and no right on any table. */
    public SchemaSnapshot read() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("parcels"), "nightjar", PASSWORD)) {
            return new SchemaReader(InstantSource.system()).read(connection);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
