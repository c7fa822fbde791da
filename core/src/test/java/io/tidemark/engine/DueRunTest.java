// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DueRunTest {
    private static final long START = -1_000;

    @Test
    void takes_windows_out_by_due_time_without_those_that_are_gone() {
        long seed = Long.getLong("tidemark.seed", 13);
        Random random = new Random(seed);
        DueRun run = new DueRun();
        for (int round = 0; round < 100; round++) {
            List<WindowState> live = new ArrayList<>();
            run.begin(START);
            for (int i = random.nextInt(300); i > 0; i--) {
                // The highest that there may be is one of them now and then.
                long due = START + (random.nextInt(50) == 0 ? Integer.MAX_VALUE : random.nextInt(100));
                WindowState state = new WindowState(0, i, due - 10, due, Aggregation.NO_CELL, new long[0]);
                live.add(state);
                run.add(due, state);
            }
            run.sort();
            live.sort(Comparator.comparingLong(state -> state.end));
            for (int taken = 0; !live.isEmpty(); taken++) {
                assertThat(run.firstDue()).as("seed %d, round %d", seed, round).isEqualTo(live.get(0).end);
                assertThat(live.remove(run.removeFirst())).isTrue();
                if (taken == 20) {
                    live.removeIf(state -> state.gone = random.nextBoolean());
                    run.removeGone();
                }
            }
            assertThat(run.isEmpty()).isTrue();
        }
    }
}
