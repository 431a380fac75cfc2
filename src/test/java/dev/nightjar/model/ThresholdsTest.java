package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
    private static final Threshold SHARE = threshold("topStatementShare", 0.1);
    private static final Threshold AGE = threshold("oldestTransactionMinutes", 60);

    @Test
    void theStandardHoldsUnlessAJobFileSetsAnother() {
        Thresholds thresholds = Thresholds.of(Map.of("topStatementShare", 0.2), List.of(SHARE, AGE));

        assertThat(thresholds.get(SHARE)).isEqualTo(0.2);
        assertThat(thresholds.get(AGE)).isEqualTo(60);
        assertThat(thresholds.isOverridden(SHARE)).isTrue();
        assertThat(thresholds.isOverridden(AGE)).isFalse();
    }

    @Test
    void anUnknownNameIsAnErrorThatNamesTheAllowedOnes() {
        assertThatThrownBy(() -> Thresholds.of(Map.of("topShare", 0.2), List.of(SHARE, AGE)))
                .isInstanceOf(UnknownThresholdException.class)
                .hasMessage("there is no threshold named topShare;"
                        + " use one of oldestTransactionMinutes, topStatementShare");
    }

    @Test
    void aValueThatIsNoNumberIsAnError() {
        assertThatThrownBy(() -> Thresholds.of(Map.of("topStatementShare", Double.NaN), List.of(SHARE)))
                .isInstanceOf(UnknownThresholdException.class);
    }

    private static Threshold threshold(String key, double standard) {
        return new Threshold() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public double standard() {
                return standard;
            }

            @Override
            public String unit() {
                return "";
            }

            @Override
            public String source() {
                return "";
            }
        };
    }
}
