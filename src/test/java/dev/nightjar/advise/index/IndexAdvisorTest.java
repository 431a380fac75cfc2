package dev.nightjar.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.advise.index.IndexProposal.Action;
import dev.nightjar.advise.index.IndexProposal.Reason;
import dev.nightjar.advise.index.shadow.ParcelDatabase;
import dev.nightjar.advise.index.shadow.ShadowPlanner;
import dev.nightjar.embedded.PostgresBinaries;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.SchemaSnapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexAdvisorTest {
    private static final List<WorkloadStatement> WORKLOAD = List.of(
            statement(
                    1,
                    "SELECT * FROM parcel WHERE sender_id = $1 ORDER BY created_at DESC LIMIT $2",
                    50_000,
                    600_000,
                    20),
            statement(2, "SELECT * FROM parcel WHERE reference = $1", 20_000, 300_000, 1),
            statement(3, "INSERT INTO scan VALUES ($1, $2, $3, $4)", 200_000, 20_000, 1),
            statement(4, "UPDATE parcel SET status = $1 WHERE id = $2", 100_000, 10_000, 1),
            statement(5, "DELETE FROM depot WHERE id = $1", 500, 60_000, 1),
            statement(6, "SELECT * FROM parcel WHERE id = $1", 500_000, 10_000, 1),
            statement(7, "SELECT * FROM sender WHERE email = $1", 50_000, 50_000, 1),
            statement(8, "SELECT * FROM missing_table WHERE id = $1", 1_000, 1_000, 1),
            statement(9, "COMMIT", 500_000, 1_000, 0));

    private static ParcelDatabase target;
    private static ShadowPlanner shadow;
    private static SchemaSnapshot schema;
    private static IndexAdvice advice;

    private static WorkloadStatement statement(long id, String text, long calls, double ms, long rowsPerCall) {
        return new WorkloadStatement(new Fingerprint(id), text, calls, ms, rowsPerCall * calls, List.of());
    }

    @BeforeAll
    static void advise() throws Exception {
        target = ParcelDatabase.start(PostgresBinaries.bundled());
        target.grantStatistics();
        schema = target.read();
        shadow = ShadowPlanner.build(schema, PostgresBinaries.bundled());
        advice = advise(List.of());
    }

    private static IndexAdvice advise(List<IndexUsage> usage) {
        return new IndexAdvisor(InstantSource.system())
                .advise(schema, WORKLOAD, usage, IndexSettings.defaults(1), shadow);
    }

    @AfterAll
    static void stop() {
        shadow.close();
        target.close();
    }

    private static Optional<IndexProposal> creation(String definition) {
        return advice.proposals().stream()
                .filter(proposal -> proposal.action() == Action.CREATE)
                .filter(proposal -> proposal.sql().contains(definition))
                .findFirst();
    }

    @Test
    void anEqualityWithAnOrderBecomesOneIndexOfBoth() {
        IndexProposal proposal = creation("ON public.parcel USING btree (sender_id, created_at)")
                .orElseThrow(() -> new AssertionError(advice));
        assertThat(proposal.sql()).startsWith("CREATE INDEX CONCURRENTLY parcel_sender_id_created_at_idx ON ");
        assertThat(proposal.rollback())
                .isEqualTo("DROP INDEX CONCURRENTLY IF EXISTS \"public\".\"parcel_sender_id_created_at_idx\";");
        StatementGain gain = proposal.gains().get(0);
        assertThat(gain.fingerprint()).isEqualTo(new Fingerprint(1));
        assertThat(gain.costAfter()).isLessThan(gain.costBefore() / 10);
        assertThat(gain.saved().low()).isLessThan(gain.saved().mid());
        assertThat(gain.planBefore()).contains("Seq Scan on parcel");
        assertThat(gain.planAfter()).contains("using parcel_sender_id_created_at_idx");
        assertThat(proposal.confidence()).isEqualTo(Confidence.SYNTHESISED);
    }

    @Test
    void aSelectiveEqualityBecomesAnIndex() {
        assertThat(creation("ON public.parcel USING btree (reference)")).isPresent();
    }

    @Test
    void aForeignKeyThatOnlyDeletesSearchBecomesAnIndex() {
        IndexProposal proposal =
                creation("ON public.scan USING btree (depot_id)").orElseThrow(() -> new AssertionError(advice));
        assertThat(proposal.reason()).isEqualTo(Reason.FOREIGN_KEY);
        assertThat(proposal.gains()).extracting(StatementGain::fingerprint).containsExactly(new Fingerprint(5));
    }

    @Test
    void nothingElseIsToBeMade() {
        assertThat(advice.proposals())
                .filteredOn(proposal -> proposal.action() == Action.CREATE)
                .hasSize(3);
    }

    @Test
    void twinsAndBeginningsOfOtherIndexesGo() {
        assertThat(advice.proposals())
                .filteredOn(proposal -> proposal.action() == Action.DROP)
                .extracting(IndexProposal::index, IndexProposal::reason)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("parcel_status_again", Reason.DUPLICATE),
                        org.assertj.core.groups.Tuple.tuple("scan_parcel_short", Reason.PREFIX));
    }

    @Test
    void anIndexGoesForWantOfUseOnlyAfterLongContinuousStatistics() {
        ObjectName index = new ObjectName("public", "parcel_status_idx");
        IndexSettings settings = IndexSettings.defaults(1).withUnused(35, 0);
        for (double days : new double[] {34, 36}) {
            IndexAdvice watched = new IndexAdvisor(InstantSource.system())
                    .advise(schema, WORKLOAD, List.of(new IndexUsage(index, 0, days, 5_000)), settings, shadow);
            assertThat(watched.proposals().stream()
                            .anyMatch(proposal ->
                                    proposal.index().equals(index.name()) && proposal.reason() == Reason.UNUSED))
                    .isEqualTo(days > 35);
        }
    }

    /** Texts as pg_stat_statements or the digest of a log keeps them, which PostgreSQL refuses as they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM parcel WHERE created_at > date $1 - interval $2 day",
                "SELECT * FROM parcel WHERE created_at > timestamp with time zone $1 + interval $2",
                "SELECT extract($1 FROM created_at) FROM parcel",
                "SELECT $1 + $2 FROM parcel WHERE weight > $3 * ($4 - $5)",
                "SELECT sum(CASE WHEN status = $1 THEN $2 ELSE $3 END) FROM parcel",
                "select weight :: numeric ( $1 , $2 ) from parcel where sender_id in ( $3 /*, ... */ )",
                "SELECT * FROM parcel WHERE id = ANY ($1) ORDER BY id LIMIT $2 OFFSET $3;",
                "SELECT $1 IS NULL OR note LIKE $2 FROM parcel"
            })
    void textsWithoutTheirConstantsBecomePlannable(String text) {
        assertThat(shadow.plan(ParameterRepair.repair(text, shadow::plan)).cost())
                .isPositive();
    }

    @Test
    void adviceBecomesFindingsAndRecommendations() {
        Advice said = IndexRecommendations.of(advice);
        assertThat(said.findings())
                .extracting(Finding::check)
                .containsExactlyInAnyOrder(
                        "PG-IDX-MISSING", "PG-IDX-MISSING", "PG-IDX-FK", "PG-IDX-DUP", "PG-IDX-PREFIX");
        assertThat(said.recommendations())
                .hasSize(5)
                .allSatisfy(
                        recommendation -> assertThat(recommendation.source()).startsWith("PostgreSQL 18"));
        assertThat(said.notAssessed()).hasSize(1);
    }

    @Test
    void whatCannotBePlannedIsListedWithItsReason() {
        assertThat(advice.notModelled())
                .containsExactly(new IndexAdvice.NotModelled(
                        new Fingerprint(8).toString(), "relation \"missing_table\" does not exist"));
    }

    @Test
    void realIndexesKeepThePromise() throws Exception {
        assertThat(advice.recommendedCost()).isLessThan(advice.baselineCost() / 10);
        for (IndexProposal proposal : advice.proposals()) {
            target.execute(proposal.sql());
        }
        try (ShadowPlanner after = ShadowPlanner.build(target.read(), PostgresBinaries.bundled())) {
            IndexAdvice again = new IndexAdvisor(InstantSource.system())
                    .advise(after.schema(), WORKLOAD, List.of(), IndexSettings.defaults(1), after);
            assertThat(again.proposals()).isEmpty();
            assertThat(again.baselineCost() / advice.recommendedCost()).isBetween(0.95, 1.05);
        } finally {
            for (IndexProposal proposal : advice.proposals()) {
                target.execute(proposal.rollback());
            }
        }
    }
}
