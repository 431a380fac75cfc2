package dev.nightjar.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.advise.index.shadow.ParcelDatabase;
import dev.nightjar.advise.index.shadow.ShadowPlanner;
import dev.nightjar.embedded.PostgresBinaries;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as pg_stat_statements keeps them, which PostgreSQL refuses as they are. */
class ParameterRepairTest {
    private static ParcelDatabase target;
    private static ShadowPlanner shadow;

    @BeforeAll
    static void start() throws Exception {
        target = ParcelDatabase.startEmpty(PostgresBinaries.bundled());
        shadow = ShadowPlanner.build(target.read(), PostgresBinaries.bundled());
    }

    @AfterAll
    static void stop() {
        shadow.close();
        target.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM parcel WHERE created_at > date $1 - interval $2 day",
                "SELECT * FROM parcel WHERE created_at > timestamp with time zone $1 + interval $2",
                "SELECT extract($1 FROM created_at) FROM parcel",
                "SELECT $1 + $2 FROM parcel WHERE weight > $3 * ($4 - $5)",
                "SELECT sum(CASE WHEN status = $1 THEN $2 ELSE $3 END) FROM parcel",
                "SELECT * FROM parcel WHERE sender_id IN ($1 /*, ... */)",
                "SELECT * FROM parcel WHERE id = ANY ($1) ORDER BY id LIMIT $2 OFFSET $3;",
                "SELECT $1 IS NULL OR note LIKE $2 FROM parcel"
            })
    void becomesPlannable(String text) {
        String repaired = ParameterRepair.repair(text, shadow::plan);
        assertThat(shadow.plan(repaired).cost()).isPositive();
    }
}
