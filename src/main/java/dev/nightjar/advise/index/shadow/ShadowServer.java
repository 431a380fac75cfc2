package dev.nightjar.advise.index.shadow;

import dev.nightjar.embedded.EmbeddedPostgres;
import dev.nightjar.embedded.PostgresBinaries;
import dev.nightjar.embedded.PostgresOptions;
import dev.nightjar.model.schema.CollationDefinition;
import dev.nightjar.model.schema.ExtensionDefinition;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.SchemaSnapshot;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The private server behind a shadow planner and its one database.
 *
 * <p>The target's schema and statements are foreign code: functions run while a statement is planned. So everything of
 * the target's is made and planned by a role without rights; only Nightjar's own statements run as superuser.
 */
final class ShadowServer implements AutoCloseable {
    static final String DATABASE = "shadow";
    static final String OWN_SCHEMA = "nightjar_shadow";

    private static final String ROLE = "nightjar_shadow";

    private final EmbeddedPostgres server;
    private final String password;
    private final Connection superuser;

    private ShadowServer(EmbeddedPostgres server, String password, Connection superuser) {
        this.server = server;
        this.password = password;
        this.superuser = superuser;
    }

    static ShadowServer start(PostgresBinaries binaries, SchemaSnapshot schema, List<NotRecreated> missing)
            throws SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.start(options(binaries));
        try {
            byte[] secret = new byte[16];
            new SecureRandom().nextBytes(secret);
            String password = HexFormat.of().formatHex(secret);
            try (Connection maintenance = server.connect("postgres");
                    Statement statement = maintenance.createStatement()) {
                statement.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + password + "'");
                statement.execute(createDatabase(server.major(), schema));
            }
            ShadowServer shadow = new ShadowServer(server, password, server.connect(DATABASE));
            shadow.prepare(schema, missing);
            return shadow;
        } catch (SQLException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private static PostgresOptions options(PostgresBinaries binaries) {
        // Checksums, on by default since 18, would refuse the pages that give an index its height.
        PostgresOptions options = PostgresOptions.defaults(binaries).withoutDurability();
        return (binaries.major() >= 18 ? options.withInitdbArguments("--no-data-checksums") : options)
                .withSettings(Map.of(
                        "autovacuum", "off",
                        "max_wal_size", "128MB",
                        "shared_buffers", "32MB",
                        "max_connections", "20"));
    }

    /**
     * C where the target orders by bytes, else ICU: a plain index serves {@code LIKE 'x%'} under the one and not under
     * the other, and neither depends on this machine's locales.
     */
    private static String createDatabase(int major, SchemaSnapshot schema) {
        String locale = schema.database().ordersByBytes() || major < 15 ? "" : " LOCALE_PROVIDER icu ICU_LOCALE 'und'";
        return "CREATE DATABASE " + DATABASE + " OWNER " + ROLE
                + " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'" + locale;
    }

    private void prepare(SchemaSnapshot schema, List<NotRecreated> missing) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("CREATE SCHEMA " + OWN_SCHEMA + "; GRANT USAGE ON SCHEMA " + OWN_SCHEMA + " TO " + ROLE);
            for (String name : schema.schemas()) {
                statement.execute("CREATE SCHEMA IF NOT EXISTS " + ObjectName.quote(name) + " AUTHORIZATION " + ROLE);
            }
            for (ExtensionDefinition extension : schema.extensions()) {
                attempt(
                        statement,
                        "CREATE EXTENSION IF NOT EXISTS " + ObjectName.quote(extension.name()) + " SCHEMA "
                                + ObjectName.quote(extension.schema()) + " CASCADE",
                        "extension " + extension.name(),
                        missing);
            }
            statement.execute("SET allow_system_table_mods = on");
            for (CollationDefinition collation : schema.collations()) {
                collation(statement, collation, missing);
            }
            statement.execute("RESET allow_system_table_mods");
            if (server.major() >= 18) {
                statement.execute("CREATE EXTENSION IF NOT EXISTS pg_buffercache SCHEMA " + OWN_SCHEMA);
            }
            statement.execute(PlanFunction.flip(OWN_SCHEMA));
            statement.execute(PlanFunction.plan(OWN_SCHEMA));
        }
    }

    private static void collation(Statement statement, CollationDefinition collation, List<NotRecreated> missing)
            throws SQLException {
        boolean bytes = collation.locale().equals("C") || collation.locale().equals("POSIX");
        String provider = bytes
                ? "provider = libc, locale = 'C'"
                : "provider = icu, locale = 'und', deterministic = " + collation.deterministic();
        attempt(
                statement,
                "CREATE COLLATION IF NOT EXISTS " + collation.name().quoted() + " (" + provider + ")",
                "collation " + collation.name(),
                missing);
    }

    private static void attempt(Statement statement, String sql, String what, List<NotRecreated> missing)
            throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException refused) {
            missing.add(new NotRecreated(what, firstLine(refused)));
        }
    }

    static String firstLine(SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.lines().findFirst().orElse(message).replaceFirst("^ERROR: ", "");
    }

    int major() {
        return server.major();
    }

    /** Such as {@code 18.6}. */
    String version() throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT split_part(current_setting('server_version'), ' ', 1)")) {
            row.next();
            return row.getString(1);
        }
    }

    /** For Nightjar's own statements only. */
    Connection superuser() {
        return superuser;
    }

    /** A session of the role without rights, to whom everything of the target's belongs. */
    Connection owner() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", ROLE);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "nightjar");
        return DriverManager.getConnection(server.jdbcUrl(DATABASE), properties);
    }

    /** A session of the owner that reads and writes values as the snapshot holds them. */
    Connection builder() throws SQLException {
        Connection connection = owner();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET datestyle = 'ISO, MDY'; SET timezone = 'UTC'; SET intervalstyle = 'postgres';"
                    + " SET extra_float_digits = 3; SET check_function_bodies = off; SET client_min_messages = error");
        }
        return connection;
    }

    /** A session of the owner with the target's planner settings. */
    Connection planner(Map<String, String> settings) throws SQLException {
        Connection connection = owner();
        for (String name : settings.keySet()) {
            configure(connection, name, settings);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = '60s'; SET client_min_messages = error");
        }
        return connection;
    }

    /** Gives a session one of the target's settings, if the target has it and this server knows it. */
    void configure(Connection session, String name, Map<String, String> settings) throws SQLException {
        String value = settings.get(name);
        if (value != null) {
            try (PreparedStatement set = session.prepareStatement(
                    "SELECT set_config(name, ?, false) FROM pg_catalog.pg_settings WHERE name = ?")) {
                set.setString(1, value);
                set.setString(2, name);
                set.executeQuery().close();
            }
        }
    }

    RelationFile file(String relativePath) {
        return new RelationFile(server.dataDirectory().resolve(relativePath));
    }

    /** Writes out and forgets every buffered page, so that files can be changed behind the server's back. */
    void forgetPages() throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            if (server.major() >= 18) {
                statement.execute("SELECT " + OWN_SCHEMA + ".pg_buffercache_evict_all()");
            } else {
                throw new SQLException("Pages cannot be evicted before 18");
            }
        }
    }

    @Override
    public void close() {
        try {
            superuser.close();
        } catch (SQLException alreadyGone) {
            // The server is about to be stopped and deleted: nothing is lost with its session.
        } finally {
            server.close();
        }
    }
}
