package dev.nightjar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes as a statement. The inputs in the resources are run with every build; {@code mvn verify -Pfuzz} looks for new
 * ones.
 */
class FingerprintFuzzTest {

    @FuzzTest(maxDuration = "10s")
    void equalShapesHaveEqualFingerprints(byte[] sql) {
        byte[] other = sql.clone();
        for (int i = 0; i < other.length; i++) {
            if (other[i] >= '0' && other[i] <= '9') {
                other[i] = (byte) ('0' + (other[i] + i) % 10);
            }
        }
        Fingerprinter fingerprinter = new Fingerprinter();
        StatementText text = fingerprinter.canonical(sql, 0, sql.length);
        StatementShapes shapes = new StatementShapes();
        if (shapes.add(sql, 0, sql.length, 1, fingerprinter)) {
            assertThat(shapes.find(sql, 0, sql.length)).isEqualTo(1);
            if (shapes.find(other, 0, other.length) == 1) {
                assertThat(fingerprinter.canonical(other, 0, other.length)).isEqualTo(text);
            }
        }
        assertThat(text.text().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(40 * sql.length + 40);
    }
}
