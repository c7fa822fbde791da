// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DueIndexTest {
    private static final long LATENESS = 13;

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 64, 1000})
    void finds_exactly_what_is_due_although_ends_move(long width) {
        long seed = Long.getLong("tidemark.seed", 11);
        Random random = new Random(seed);
        DueIndex index = new DueIndex(width, LATENESS);
        List<WindowState> live = new ArrayList<>();
        long watermark = -5000;
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    long end = watermark + 1 + random.nextInt(300);
                    WindowState state = new WindowState(0, step, end - 10, end, Aggregation.NO_CELL, new long[0]);
                    live.add(state);
                    index.add(state);
                }
                case 1 -> {
                    if (!live.isEmpty()) {
                        live.get(random.nextInt(live.size())).end += random.nextInt(200);
                    }
                }
                case 2 -> {
                    if (!live.isEmpty()) {
                        live.remove(random.nextInt(live.size())).gone = true;
                    }
                    if (random.nextInt(10) == 0) {
                        index.removeGone();
                    }
                }
                default -> {
                    watermark += random.nextInt(60);
                    long now = watermark;
                    List<WindowState> expected = new ArrayList<>(live);
                    expected.removeIf(state -> state.due(LATENESS) > now);
                    List<WindowState> found = new ArrayList<>();
                    index.drainDue(now, found::add);
                    assertThat(found)
                            .as("seed %d, step %d, watermark %d", seed, step, now)
                            .containsExactlyInAnyOrderElementsOf(expected);
                    assertThat(index.next()).isGreaterThan(now);
                    live.removeAll(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 16})
    void a_window_without_an_end_is_due_at_the_end_of_input(long width) {
        DueIndex index = new DueIndex(width, LATENESS);
        WindowState global = new WindowState(0, 0, Long.MIN_VALUE, Long.MAX_VALUE, Aggregation.NO_CELL, new long[0]);
        index.add(global);
        List<WindowState> found = new ArrayList<>();
        index.drainDue(Long.MAX_VALUE - 20, found::add);
        assertThat(found).isEmpty();

        index.drainDue(Long.MAX_VALUE, found::add);
        assertThat(found).containsExactly(global);
    }
}
