package dev.nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    @Test
    void resultsComeInTheOrderOfTheWorkWhoeverDoesIt() {
        List<Integer> taken = new ArrayList<>();
        ReadAhead<Integer> others = new ReadAhead<>(taken::add);
        for (int i = 0; i < 500; i++) {
            int number = i;
            others.work(() -> {
                // The longer it takes the fewer come after it.
                double sum = 0;
                for (int k = 0; k < (500 - number) * 100; k++) {
                    sum += Math.sqrt(k);
                }
                return sum >= 0 ? number : -1;
            });
        }
        others.finish();
        assertThat(taken)
                .containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void whatFailsElsewhereFailsHere() {
        ReadAhead<Integer> others = new ReadAhead<>(taken -> {});
        assertThatThrownBy(() -> {
                    others.work(() -> {
                        throw new IllegalStateException("damaged");
                    });
                    others.finish();
                })
                .hasStackTraceContaining("damaged");
    }
}
