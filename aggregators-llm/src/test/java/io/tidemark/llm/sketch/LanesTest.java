// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {
    private final long[] words = new long[4];

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6})
    void sums_and_wider_lanes_hold_the_counts_of_all_lanes(int log) {
        RandomGenerator random = Seeded.random("lanes " + log);
        for (int round = 0; round < 1000; round++) {
            fill(random, log);
            checkSums(log);
            if (log < Lanes.WIDEST) {
                checkWider(log);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6})
    void a_guard_is_the_first_bit_that_a_count_above_the_capacity_sets(int log) {
        long capacity = Lanes.capacity(log);
        assertThat(capacity & Lanes.guards(log)).isZero();
        assertThat((capacity + 1) & Lanes.guards(log)).isEqualTo(capacity + 1);
        assertThat(Long.bitCount(Lanes.guards(log))).isEqualTo(64 >>> log);
    }

    private void fill(RandomGenerator random, int log) {
        for (int i = 0; i < words.length; i++) {
            // Full lanes, empty ones and ones between.
            long bits = random.nextInt(3) == 0 ? -1 : random.nextLong();
            words[i] = bits & ~Lanes.guards(log);
        }
    }

    private void checkSums(int log) {
        int perWord = 64 >>> log;
        for (int i = 0; i < words.length; i++) {
            // Of the widest lanes there is one in a word, so the sum cannot overflow.
            long sum = 0;
            for (int slot = i * perWord; slot < (i + 1) * perWord; slot++) {
                sum += Lanes.get(words, log, slot);
            }
            assertThat(Lanes.sum(words[i], log)).isEqualTo(sum);
        }
    }

    private void checkWider(int log) {
        long[] wide = Lanes.widen(words, log);
        for (int slot = 0; slot < words.length * (64 >>> log); slot++) {
            assertThat(Lanes.get(wide, log + 1, slot)).isEqualTo(Lanes.get(words, log, slot));
        }
    }
}
