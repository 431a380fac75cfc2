package dev.nightjar.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.nightjar.model.target.Secret;
import dev.nightjar.store.jdbc.Dialect;
import dev.nightjar.store.jdbc.StoreException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/** Opens a PostgreSQL database as the store. */
public record PostgresOpening(String url, String user, String password) {

    /**
     * Opens it.
     *
     * @throws StoreException when it cannot be opened
     */
    public Dialect open() {
        Properties properties = properties();
        Properties probing = new Properties();
        probing.putAll(properties);
        if (!user.isEmpty()) {
            probing.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            probing.setProperty("password", password);
        }
        try {
            DriverManager.getConnection(url, probing).close();
        } catch (SQLException e) {
            throw refused(e);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(url);
        if (!user.isEmpty()) {
            config.setUsername(user);
        }
        if (!password.isEmpty()) {
            config.setPassword(password);
        }
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(1);
        return new PostgresDialect(location(), new HikariDataSource(config));
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "nightjar");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    /** The address without its parameters, which may hold a password. */
    private String location() {
        int parameters = url.indexOf('?');
        String place = Secret.removedFrom(parameters < 0 ? url : url.substring(0, parameters));
        return place.startsWith("jdbc:") ? place.substring("jdbc:".length()) : place;
    }

    private StoreException refused(SQLException e) {
        String words = Secret.removedFrom(String.valueOf(e.getMessage()).replace(url, location()));
        return switch (String.valueOf(e.getSQLState()).toUpperCase(Locale.ROOT)) {
            case "28P01", "28000" ->
                new StoreException(
                        "the store " + location() + " does not let " + user + " in: " + words
                                + "; check user, password and pg_hba.conf",
                        e);
            case "3D000" ->
                new StoreException(
                        "the store " + location() + " does not exist: " + words + "; run CREATE DATABASE there, or give"
                                + " another --store",
                        e);
            default ->
                new StoreException(
                        "cannot reach the store " + location() + ": " + words
                                + "; check that the server runs and the address is right",
                        e);
        };
    }
}
