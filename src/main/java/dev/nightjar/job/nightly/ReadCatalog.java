package dev.nightjar.job.nightly;

import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.source.postgres.Grants;
import dev.nightjar.source.postgres.PostgresSession;
import dev.nightjar.source.postgres.PostgresUnavailableException;
import dev.nightjar.source.postgres.SchemaReader;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** Reads the schema and the planner's statistics, which the shadow planner is built from. */
final class ReadCatalog implements Stage {
    private final InstantSource clock;

    ReadCatalog(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "read-catalog";
    }

    @Override
    public void run(NightlyRun run) {
        List<MissingInput> missing =
                run.job().postgres().map(target -> read(run, target)).orElse(List.of());
        run.keepMissing(Result.CATALOG, missing);
    }

    private List<MissingInput> read(NightlyRun run, PostgresTarget target) {
        try (PostgresSession session = PostgresSession.open(target, target.database())) {
            SchemaSnapshot schema = new SchemaReader(clock).read(session.connection());
            run.keep(Result.CATALOG, schema);
            return schema.unreadable().stream()
                    .map(what -> new MissingInput(
                            "planner statistics", what, Grants.forStatistics(target, target.database())))
                    .toList();
        } catch (PostgresUnavailableException unavailable) {
            return List.of(unavailable.missing());
        } catch (SQLException refused) {
            return List.of(new MissingInput(
                    "postgres catalogs",
                    "the schema could not be read: " + refused.getMessage(),
                    Grants.forStatistics(target, target.database())));
        }
    }
}
