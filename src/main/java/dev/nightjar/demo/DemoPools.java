package dev.nightjar.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The service's connection pools with their meters. */
final class DemoPools implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<Lane, Pool> pools = new EnumMap<>(Lane.class);

    private record Pool(HikariDataSource source, PoolMeter meter) {}

    DemoPools(DemoServers servers) {
        for (Lane lane : Lane.values()) {
            Access access = lane == Lane.REPORT ? servers.reporter() : servers.owner();
            PoolMeter meter = new PoolMeter();
            HikariConfig config = new HikariConfig();
            config.setPoolName(lane.pool());
            config.setJdbcUrl(access.url());
            config.setUsername(access.user());
            config.setPassword(access.password());
            config.setMaximumPoolSize(lane.size());
            config.setConnectionTimeout(PATIENCE.toMillis());
            config.addDataSourceProperty("ApplicationName", lane.pool());
            if (lane == Lane.REPORT) {
                config.addDataSourceProperty("preferQueryMode", "simple");
            }
            config.setMetricsTrackerFactory((name, statistics) -> meter);
            pools.put(lane, new Pool(new HikariDataSource(config), meter));
        }
    }

    Connection connection(Lane lane) throws SQLException {
        return pool(lane).source().getConnection();
    }

    /** Appends one JSON line per pool: gauges of this moment, counters since the start. */
    void sample(Instant now, Writer out) throws IOException {
        for (Lane lane : Lane.values()) {
            Pool pool = pool(lane);
            HikariPoolMXBean gauges = pool.source().getHikariPoolMXBean();
            PoolMeter meter = pool.meter();
            out.write(String.format(
                    Locale.ROOT,
                    "{\"at\":\"%s\",\"pool\":\"%s\",\"size\":%d,\"active\":%d,\"idle\":%d,\"pending\":%d,"
                            + "\"acquired\":%d,\"acquireMs\":%.3f,\"usageMs\":%d,\"timeouts\":%d}%n",
                    now.truncatedTo(ChronoUnit.MILLIS),
                    lane.pool(),
                    lane.size(),
                    gauges.getActiveConnections(),
                    gauges.getIdleConnections(),
                    gauges.getThreadsAwaitingConnection(),
                    meter.acquired(),
                    meter.acquireMillis(),
                    meter.usageMillis(),
                    meter.timeouts()));
        }
        out.flush();
    }

    private Pool pool(Lane lane) {
        Pool pool = pools.get(lane);
        if (pool == null) {
            throw new IllegalStateException("no pool for " + lane);
        }
        return pool;
    }

    @Override
    public void close() {
        pools.values().forEach(pool -> pool.source().close());
    }
}
