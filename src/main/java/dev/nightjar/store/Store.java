package dev.nightjar.store;

import dev.nightjar.store.h2.H2Opening;
import dev.nightjar.store.jdbc.Database;
import dev.nightjar.store.jdbc.Dialect;
import dev.nightjar.store.jdbc.StoreException;
import dev.nightjar.store.postgres.PostgresOpening;
import java.nio.file.Path;
import javax.sql.DataSource;

/** All that Nightjar remembers, in one database; opened once per process. Safe for use by many threads. */
public final class Store implements AutoCloseable {
    private final Dialect dialect;
    private final Database database;
    private final SampleStore samples;
    private final FactsStore facts;
    private final LogStore logs;
    private final NightStore nights;
    private final DeliveryLedger deliveries;

    private Store(Dialect dialect) {
        this.dialect = dialect;
        this.database = new Database(dialect);
        this.samples = new SampleStore(database);
        this.facts = new FactsStore(database);
        this.logs = new LogStore(database);
        this.nights = new NightStore(database);
        this.deliveries = new DeliveryLedger(database);
    }

    /**
     * Opens a store, makes it if it is not there, and brings its schema up to date.
     *
     * @throws dev.nightjar.store.jdbc.StoreInUseException when another process holds the H2 file
     * @throws StoreException when it cannot be opened, or a newer Nightjar wrote it
     */
    public static Store open(StoreSettings settings) {
        Dialect dialect = connect(settings);
        try {
            Migrations.run(dialect);
            return new Store(dialect);
        } catch (RuntimeException e) {
            dialect.close();
            throw e;
        }
    }

    private static Dialect connect(StoreSettings settings) {
        String url = settings.url();
        String user = settings.user();
        String password = settings.password().get();
        if (url.startsWith("jdbc:h2:")) {
            Path home = Path.of(System.getProperty("user.home", "."));
            return new H2Opening(url, user, password, settings.shared(), settings.purpose(), settings.patience(), home)
                    .open();
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresOpening(url, user, password).open();
        }
        if (url.startsWith("postgresql:")) {
            return new PostgresOpening("jdbc:" + url, user, password).open();
        }
        throw new StoreException(
                "the store's address begins with neither jdbc:h2: nor jdbc:postgresql:; give one of the two as --store",
                null);
    }

    /** For the job repository and the scheduler. */
    public DataSource dataSource() {
        return dialect.dataSource();
    }

    /** {@code h2} or {@code postgresql}. */
    public String product() {
        return dialect.product();
    }

    /** Where it is, without secrets. */
    public String location() {
        return dialect.location();
    }

    /** Does work that no two processes of this store may do at once; the second waits for the first. */
    public void alone(Runnable work) {
        dialect.alone(work);
    }

    public SampleStore samples() {
        return samples;
    }

    public FactsStore facts() {
        return facts;
    }

    public LogStore logs() {
        return logs;
    }

    public NightStore nights() {
        return nights;
    }

    public DeliveryLedger deliveries() {
        return deliveries;
    }

    /** Packs a target's finished days and forgets what is too old; facts are kept as far as they still hold. */
    public void tidy(String target, Retention keep) {
        new DayPacker(database, target).packUntil(keep.now());
        samples.purge(target, keep.samples());
        facts.purge(target, keep.samples());
        logs.purge(target, keep.samples());
        nights.purge(target, keep.reports());
        deliveries.purge(keep.deliveries());
        RunRecords runs = new RunRecords(database);
        runs.purge("collect", target, keep.visits());
        runs.purge("nightly", target, keep.deliveries());
        dialect.compact();
    }

    @Override
    public void close() {
        dialect.close();
    }
}
