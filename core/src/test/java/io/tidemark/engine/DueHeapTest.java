// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DueHeapTest {
    private static final long SEED = 20261123;

    private static WindowState state(int number) {
        return new WindowState(number, number, 0, 1, 0, new long[0]);
    }

    @Test
    void the_earliest_comes_first_whatever_is_added_removed_and_gone_meanwhile() {
        Random random = new Random(SEED);
        DueHeap heap = new DueHeap();
        List<Long> dues = new ArrayList<>();
        List<WindowState> states = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            int what = random.nextInt(1_000);
            if (what < 520) {
                int due = random.nextInt(500) - 250;
                WindowState state = state(step);
                heap.add(due, state);
                dues.add((long) due);
                states.add(state);
            } else if (what < 999 && !states.isEmpty()) {
                long earliest = dues.stream().mapToLong(due -> due).min().orElseThrow();
                assertThat(heap.firstDue()).isEqualTo(earliest);
                int at = states.indexOf(heap.removeFirst());
                assertThat(at).isNotNegative();
                assertThat(dues.get(at)).isEqualTo(earliest);
                dues.remove(at);
                states.remove(at);
            } else if (what == 999) {
                states.forEach(state -> state.gone = random.nextInt(3) == 0);
                heap.removeGone();
                for (int i = states.size() - 1; i >= 0; i--) {
                    if (states.get(i).gone) {
                        states.remove(i);
                        dues.remove(i);
                    }
                }
            }
            assertThat(heap.isEmpty()).isEqualTo(states.isEmpty());
        }
    }
}
