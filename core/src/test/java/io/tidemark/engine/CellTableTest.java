// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CellTableTest {
    private static final int KEYS = 3_000;
    private static final long SEED = Long.getLong("tidemark.seed", 20_261_122);

    @Test
    void holds_what_a_map_holds() {
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            CellTable table = new CellTable();
            Map<Integer, Integer> expected = new TreeMap<>();
            int keys = 1 + random.nextInt(KEYS);
            for (int i = 0; i < 200; i++) {
                int key = random.nextInt(keys);
                int cell = random.nextInt(4);
                table.put(key, cell);
                expected.put(key, cell);
            }
            expected.values().removeIf(cell -> cell == Aggregation.NO_CELL);

            Map<Integer, Integer> visited = new TreeMap<>();
            table.forEach(visited::put);
            assertThat(visited).as("seed %d, round %d", SEED, round).isEqualTo(expected);
            for (int key = 0; key < KEYS + 100; key++) {
                assertThat(table.get(key)).isEqualTo(expected.getOrDefault(key, Aggregation.NO_CELL));
            }
        }
    }

    @Test
    void a_visitor_may_take_its_own_cell_away() {
        CellTable table = new CellTable();
        table.put(5, 1);
        table.put(2_000, 2);

        table.forEach((key, cell) -> table.put(key, Aggregation.NO_CELL));

        assertThat(table.get(5)).isEqualTo(Aggregation.NO_CELL);
        assertThat(table.get(2_000)).isEqualTo(Aggregation.NO_CELL);
    }
}
