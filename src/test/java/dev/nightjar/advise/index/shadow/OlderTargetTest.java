package dev.nightjar.advise.index.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.embedded.EmbeddedPostgres;
import dev.nightjar.embedded.PostgresBinaries;
import dev.nightjar.embedded.PostgresOptions;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.source.postgres.SchemaReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A shadow of 18 for a target of 17, which knows no skip scans. */
class OlderTargetTest {
    private static final String QUERY = "SELECT * FROM measured WHERE id = 4711";

    @Test
    void skipScansAreNotPromisedToATargetThatHasNone() throws Exception {
        PostgresBinaries seventeen = PostgresBinaries.find(
                        17,
                        List.of(Path.of(System.getProperty("nightjar.postgres.binaries", "target/postgres-binaries"))))
                .orElseThrow();
        try (EmbeddedPostgres target = EmbeddedPostgres.start(
                        PostgresOptions.defaults(seventeen).withoutDurability());
                Connection connection = target.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE measured (kind smallint NOT NULL, id integer NOT NULL);"
                    + " INSERT INTO measured SELECT i % 5, i FROM generate_series(1, 60000) i;"
                    + " CREATE INDEX measured_kind_id_idx ON measured (kind, id)");
            statement.execute("VACUUM ANALYZE measured");
            double real;
            try (ResultSet plan = statement.executeQuery("EXPLAIN (FORMAT JSON) " + QUERY)) {
                plan.next();
                real = new PlanReader().read(plan.getString(1)).cost();
            }
            SchemaSnapshot schema = new SchemaReader(InstantSource.system()).read(connection);
            try (ShadowPlanner shadow = ShadowPlanner.build(schema, seventeen)) {
                assertThat(shadow.notRecreated()).isEmpty();
                assertThat(shadow.plan(QUERY).cost()).isLessThan(real / 10);
                Plan older = new SkipScanRule(shadow).plan(QUERY, WhatIf.AS_IS);
                assertThat(older.indexes()).isEmpty();
                assertThat(older.cost()).isCloseTo(real, within(real * 1e-6));
            }
        }
    }
}
