package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** auto_explain puts the values of parameters between query and plan (16 to 18). */
class PlanParametersTest {
    private static final String HEAD = "2026-11-21 11:54:18.806 UTC [1] LOG:  duration: 5.000 ms  ";
    private static final String NODE = "\tSeq Scan on t  (cost=0.00..1.00 rows=1 width=4) (actual rows=1 loops=1)\n";
    private static final String SQL = "select a from t where b = $1 and c = $2";

    @ParameterizedTest
    @ValueSource(strings = {"""
                \tQuery Text: select a from t where b = $1 and c = $2
                \tQuery Parameters: $1 = '1259', $2 = 'it''s secret'
                """ + NODE, """
                \tQuery Text: select a from t where b = $1 and c = $2
                \tQuery Parameters: $1 = NULL, $2 = 'a secret
                \tQuery Parameters: $1 = ''x''
                \tSeq Scan on t  (cost=0.00..1.00 rows=1 width=4)'
                \tQuery Identifier: -12345
                """ + NODE, """
                \t{
                \t  "Query Text": "select a from t where b = $1 and c = $2",
                \t  "Query Parameters": "$1 = '1259', $2 = 'a \\"secret\\"'",
                \t  "Plan": {
                \t    "Node Type": "Seq Scan",
                \t    "Relation Name": "t",
                \t    "Actual Rows": 1,
                \t    "Actual Loops": 1
                \t  },
                \t  "Query Identifier": 12345
                \t}
                """, """
                \t<explain xmlns="http://www.postgresql.org/2009/explain">
                \t  <Query-Text>select a from t where b = $1 and c = $2</Query-Text>
                \t  <Query-Parameters>$1 = '1259', $2 = '&lt;secret&gt;'</Query-Parameters>
                \t  <Plan>
                \t    <Node-Type>Seq Scan</Node-Type>
                \t    <Relation-Name>t</Relation-Name>
                \t    <Actual-Rows>1</Actual-Rows>
                \t    <Actual-Loops>1</Actual-Loops>
                \t  </Plan>
                \t</explain>
                """, """
                \tQuery Text: "select a from t where b = $1 and c = $2"
                \tQuery Parameters: "$1 = '1259', $2 = 'a \\"secret\\"'"
                \tPlan:
                \t  Node Type: "Seq Scan"
                \t  Relation Name: "t"
                \t  Actual Rows: 1
                \t  Actual Loops: 1
                """})
    void aPlanWithParametersIsOneOfItsStatement(String plan) {
        LogDigest digest = digest(HEAD + "execute <unnamed>: " + SQL + "\n" + HEAD + "plan:\n" + plan);
        assertThat(digest.plans()).hasSize(1);
        PlanEvent event = digest.plans().iterator().next();
        assertThat(event.fingerprint()).isEqualTo(digest.byTotalTime().get(0).fingerprint());
        assertThat(event.tree().type()).isEqualTo("Seq Scan");
        assertThat(event.statement() + event.redacted()).doesNotContain("secret", "query parameters");
    }

    @Test
    void aQueryMayHoldWhatLooksLikeParameters() {
        String sql = "select 'a\n\tQuery Parameters: $1 = ''x''\n\t', -- don't\n\ta from t";
        String plan = HEAD + "plan:\n\tQuery Text: " + sql + "\n" + NODE;
        String parameters = "\n\tQuery Parameters: $1 = 'its', $2 = NULL\n\tQuery Identifier: 7\n";
        String withParameters = HEAD + "plan:\n\tQuery Text: " + sql + parameters + NODE;
        LogDigest digest = digest(HEAD + "statement: " + sql + "\n");
        assertThat(digest(plan).plans())
                .extracting(PlanEvent::fingerprint)
                .containsExactly(digest.byTotalTime().get(0).fingerprint());
        assertThat(digest(withParameters).plans())
                .extracting(PlanEvent::fingerprint)
                .containsExactly(digest.byTotalTime().get(0).fingerprint());
    }

    private static LogDigest digest(String log) {
        return new LogAnalysis(LogOptions.standard())
                .run(List.of(
                        new StreamLogSource("log", new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))))
                .digest();
    }
}
