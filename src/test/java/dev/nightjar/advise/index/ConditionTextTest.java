package dev.nightjar.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conditions as PostgreSQL 18 prints them in a verbose plan. */
class ConditionTextTest {

    private static Condition only(String text) {
        List<Condition> conditions = ConditionText.conjuncts(text);
        assertThat(conditions).hasSize(1);
        return conditions.get(0);
    }

    @Test
    void anEqualityWithAParameter() {
        Condition condition = only("(p.sender_id = $2)");
        assertThat(condition.column()).contains("sender_id");
        assertThat(condition.isEquality()).isTrue();
        assertThat(condition.parameter()).contains(2);
        assertThat(condition.hasConstant()).isFalse();
    }

    @Test
    void everyPartOfAConjunction() {
        assertThat(ConditionText.conjuncts(
                        "((p.at >= '2026-01-01 AND x'::date) AND (p.at < $1) AND (p.flag IS NULL) AND (NOT p.done))"))
                .extracting(Condition::operator)
                .containsExactly(">=", "<", "IS NULL", "IS FALSE");
    }

    @Test
    void aVarcharComparedAsTextIsStillTheColumn() {
        Condition condition = only("((p.reference)::text = 'a'::text)");
        assertThat(condition.plain()).isTrue();
        assertThat(condition.column()).contains("reference");
    }

    @Test
    void anExpressionKeepsItsFormWithoutTheAlias() {
        Condition condition = only("(lower(\"S 1\".\"E mail\") = $1)");
        assertThat(condition.plain()).isFalse();
        assertThat(condition.expression()).isEqualTo("lower(\"E mail\")");
        assertThat(condition.column()).contains("E mail");
    }

    @Test
    void anExpressionOfAParameterCannotBeIndexed() {
        assertThat(ConditionText.conjuncts("(date_trunc($1, p.at) = $2)")).isEmpty();
    }

    @Test
    void aJoinIsACondionOfBothTables() {
        List<Condition> both = ConditionText.conjuncts("(p.sender_id = s.id)");
        assertThat(both).extracting(Condition::alias).containsExactly("p", "s");
        assertThat(both).extracting(Condition::partner).containsExactly(Optional.of("s"), Optional.of("p"));
    }

    @Test
    void listsAreEqualities() {
        Condition condition = only("(p.status = ANY ('{new,moving}'::parcel_status[]))");
        assertThat(condition.operator()).isEqualTo("= ANY");
        assertThat(condition.isEquality()).isTrue();
    }

    @Test
    void theArmsOfAnOrStandByThemselves() {
        assertThat(ConditionText.conjuncts("((p.a = 1) OR (p.b = 2))")).isEmpty();
        assertThat(ConditionText.alternatives("((p.a = 1) OR ((p.b = 2) AND (p.c > 3)))"))
                .hasSize(2)
                .last()
                .satisfies(arm -> assertThat(arm).hasSize(2));
    }

    @Test
    void twoColumnsOfOneTableAreNoSearch() {
        assertThat(ConditionText.conjuncts("(p.a = p.b)")).isEmpty();
    }

    @Test
    void literalsThatLookLikeColumnsAreNotRead() {
        assertThat(ConditionText.columnsOf("p", "(p.a = 'p.b ''p.c'''::text)")).containsExactly("a");
    }
}
