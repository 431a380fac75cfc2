package dev.nightjar.advise.index.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.nightjar.embedded.PostgresBinaries;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.SchemaSnapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the shadow says, against what the real server says. */
class ShadowPlannerTest {
    private static final String ORDER = "\"Größe \"\"x\"\" y\".\"order\"";

    private static final List<String> QUERIES = List.of(
            "SELECT * FROM parcel WHERE id = 4711",
            "SELECT * FROM parcel WHERE id BETWEEN 60100 AND 60900",
            "SELECT count(*) FROM parcel",
            "SELECT status, count(*) FROM parcel GROUP BY status",
            "SELECT * FROM parcel WHERE status = 'lost'",
            "SELECT * FROM parcel WHERE status = 'new' AND sender_id = 17",
            "SELECT * FROM parcel WHERE sender_id = 3 ORDER BY created_at DESC LIMIT 20",
            "SELECT * FROM parcel WHERE reference = 'ref42'",
            "SELECT count(*) FROM parcel WHERE reference IS NULL",
            "SELECT * FROM parcel WHERE created_at >= '2026-01-20' AND created_at < '2026-01-21'",
            "SELECT * FROM scan WHERE parcel_id = 99",
            "SELECT * FROM scan WHERE parcel_id = 99 ORDER BY scanned_at DESC LIMIT 1",
            "SELECT depot_id, kind, count(*) FROM scan GROUP BY depot_id, kind",
            "SELECT * FROM scan WHERE depot_id = 7 AND kind = 'load'",
            "SELECT p.id, s.name FROM parcel p JOIN sender s ON s.id = p.sender_id WHERE s.country = 'NL'",
            "SELECT p.id, c.scanned_at FROM parcel p JOIN scan c ON c.parcel_id = p.id WHERE p.sender_id = 4000",
            "SELECT s.name, count(*) FROM sender s JOIN parcel p ON p.sender_id = s.id JOIN scan c ON c.parcel_id = p.id"
                    + " JOIN depot d ON d.id = c.depot_id WHERE d.city = 'city 3' GROUP BY s.name ORDER BY 2 DESC LIMIT 5",
            "SELECT * FROM sender WHERE lower(email) = 'user17@example.org'",
            "SELECT * FROM sender WHERE email LIKE 'User17%'",
            "SELECT * FROM open_parcel WHERE name = 'sender 9'",
            "SELECT * FROM event WHERE at = '2026-02-03' AND id = 5",
            "SELECT count(*) FROM event WHERE id < 100",
            "SELECT * FROM parcel p WHERE NOT EXISTS (SELECT FROM scan c WHERE c.parcel_id = p.id)",
            "SELECT max(created_at), min(id) FROM parcel",
            "SELECT avg(weight) FROM parcel WHERE weight > 40",
            "SELECT * FROM " + ORDER + " WHERE \"naïve col\" = 'wert 3' AND \"a\"\"b\" = 2",
            "SELECT * FROM parcel WHERE sender_id = $1 AND created_at > $2",
            "UPDATE parcel SET note = 'y' WHERE reference = 'ref1'",
            "DELETE FROM sender WHERE id = 3");

    private static ParcelDatabase target;
    private static ShadowPlanner shadow;

    @BeforeAll
    static void start() throws Exception {
        target = ParcelDatabase.start(PostgresBinaries.bundled());
        target.grantStatistics();
        shadow = ShadowPlanner.build(target.read(), PostgresBinaries.bundled());
    }

    @AfterAll
    static void stop() {
        shadow.close();
        target.close();
    }

    @Test
    void everythingIsRecreated() {
        assertThat(shadow.notRecreated()).isEmpty();
    }

    @Test
    void aSameMajorShadowsCostsEqualTheTargets() throws SQLException {
        List<String> unequal = new ArrayList<>();
        for (String query : QUERIES) {
            Plan real = onTarget(query);
            Plan modelled = shadow.plan(query);
            if (relativeDifference(real.cost(), modelled.cost()) > 1e-6) {
                unequal.add(query + "\n" + real.excerpt() + modelled.excerpt());
            }
        }
        assertThat(unequal).hasSizeLessThanOrEqualTo(QUERIES.size() / 20);
    }

    @Test
    void beyondTheHistogramsEndTheTargetLooksAtItsDataAndTheShadowCannot() throws SQLException {
        String query = "SELECT * FROM parcel WHERE id > 119990";
        assertThat(shadow.plan(query).cost()).isCloseTo(onTarget(query).cost(), withinPercentage(15));
    }

    @Test
    void hypotheticalIndexesCostWhatRealOnesDo() throws SQLException {
        ObjectName parcel = new ObjectName("public", "parcel");
        ObjectName scan = new ObjectName("public", "scan");
        ObjectName sender = new ObjectName("public", "sender");
        IndexSpec latest =
                IndexSpec.of(parcel, List.of(IndexKey.ascending("sender_id"), IndexKey.descending("created_at")));
        IndexSpec reference = IndexSpec.of(parcel, List.of(IndexKey.ascending("reference")))
                .where(new IndexPredicate("reference IS NOT NULL", Set.of("reference"), 1.0 / 3));
        IndexSpec depot =
                IndexSpec.of(scan, List.of(IndexKey.ascending("depot_id"))).including(List.of("kind", "parcel_id"));
        IndexSpec email = IndexSpec.of(sender, List.of(IndexKey.expression("lower(email)", Optional.of("email"))));
        Map<IndexSpec, String> queries = Map.of(
                latest, "SELECT * FROM parcel WHERE sender_id = 4000 ORDER BY created_at DESC LIMIT 20",
                reference, "SELECT * FROM parcel WHERE reference = 'ref42'",
                depot, "SELECT kind, count(*) FROM scan WHERE depot_id = 7 GROUP BY kind",
                email, "SELECT * FROM sender WHERE lower(email) = 'user17@example.org'");

        Map<IndexSpec, ShadowIndex> made = shadow.create(queries.keySet());

        assertThat(made).hasSize(4);
        for (Map.Entry<IndexSpec, String> each : queries.entrySet()) {
            ShadowIndex index = Objects.requireNonNull(made.get(each.getKey()));
            Plan without = shadow.plan(each.getValue());
            Plan with = shadow.plan(each.getValue(), WhatIf.with(List.of(index)));
            try (Connection connection = target.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(each.getKey().create("real_one"));
                statement.execute("ANALYZE " + each.getKey().table().quoted());
                Plan real = onTarget(connection, each.getValue());
                assertThat(real.indexes()).containsExactly("real_one");
                assertThat(with.indexes()).containsExactly(index.name());
                assertThat(with.cost()).isLessThan(without.cost() / 2);
                assertThat(with.cost()).isCloseTo(real.cost(), withinPercentage(10));
                try (ResultSet row = statement.executeQuery("SELECT pg_relation_size('real_one')")) {
                    row.next();
                    assertThat((double) index.size().bytes()).isCloseTo(row.getDouble(1), withinPercentage(10));
                }
                connection.rollback();
            }
        }
    }

    @Test
    void aPlanWithAnotherSetOfIndexesLeavesNoTrace() {
        String query = "SELECT * FROM parcel WHERE id = 4711";
        Plan before = shadow.plan(query);
        Plan without = shadow.plan(query, WhatIf.without(List.of(new ObjectName("public", "parcel_pkey"))));
        assertThat(without.cost()).isGreaterThan(100 * before.cost());
        assertThat(shadow.plan(query)).isEqualTo(before);
    }

    @Test
    void twoStatementsInOneTextAreRefused() {
        assertThatThrownBy(() -> shadow.plan("SELECT 1; DROP TABLE parcel"))
                .isInstanceOf(NotPlannableException.class)
                .hasMessageContaining("multi-query");
    }

    @Test
    void codeOfTheTargetHasNoRightsOnThisMachine() {
        assertThatThrownBy(() -> shadow.plan("SELECT peek()"))
                .isInstanceOf(NotPlannableException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void errorsDoNotRepeatTheStatementsValues() {
        assertThatThrownBy(() -> shadow.plan("SELECT * FROM sender WHERE joined = 'secret value'"))
                .isInstanceOf(NotPlannableException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aSnapshotSurvivesJson() throws SQLException {
        SchemaSnapshot snapshot = target.read();
        JsonMapper mapper = JsonMapper.shared();
        assertThat(mapper.readValue(mapper.writeValueAsString(snapshot), SchemaSnapshot.class))
                .isEqualTo(snapshot);
    }

    private static double relativeDifference(double left, double right) {
        return Math.abs(left - right) / Math.max(left, right);
    }

    private static Plan onTarget(String query) throws SQLException {
        try (Connection connection = target.connect()) {
            return onTarget(connection, query);
        }
    }

    private static Plan onTarget(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE FUNCTION pg_temp.explain(q text) RETURNS text LANGUAGE plpgsql AS $f$"
                    + " DECLARE l json; BEGIN FOR l IN EXECUTE 'EXPLAIN (FORMAT JSON, GENERIC_PLAN) ' || q LOOP"
                    + " RETURN l::text; END LOOP; END $f$");
            try (ResultSet row = statement.executeQuery("SELECT pg_temp.explain($query$" + query + "$query$)")) {
                row.next();
                return new PlanReader().read(row.getString(1));
            }
        }
    }
}
