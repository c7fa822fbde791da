// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.NamedAggregate;
import io.tidemark.aggregate.NumberField;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlidingMergeTest {
    private static final NumberField<Double> ITSELF = value -> value;
    private static final int KEYS = 5;

    private final Aggregation<Double> aggregation =
            new Aggregation<>(List.of(new NamedAggregate<Double>("sum", Aggregates.sum(ITSELF))));

    private int cellsOfSlices;

    @ParameterizedTest
    @CsvSource({"10,1,0", "10,4,0", "10,3,2", "900,60,7", "10,5,0", "7,7,0"})
    void r1_partial_merges_yield_what_a_fresh_start_yields_to_the_last_bit(long size, long slide, long offset) {
        long seed = Long.getLong("tidemark.seed", 3);
        Random random = new Random(seed);
        SlidingWindows windows = new SlidingWindows(size, slide, offset);
        Slices slices = new Slices(windows);
        SlidingMerge running = new SlidingMerge(windows, slices, aggregation);
        long end = windows.nextEnd(windows.sliceStart(-3 * size), Long.MIN_VALUE);
        for (int step = 0; step < 400; step++, end += slide) {
            for (int i = 0; i < 6; i++) {
                add(windows, slices, end - 1 - random.nextInt((int) (2 * size)), random, running);
            }
            Map<Integer, Object> expected = fresh(windows, slices, end);
            Map<Integer, Object> actual = new HashMap<>();
            long windowEnd = end;
            visit(running, end - size, end, random, (key, cell) -> actual.put(key, sum(cell, windowEnd)));
            assertThat(actual).as("seed %d, step %d", seed, step).isEqualTo(expected);
            for (int key = 0; key < KEYS; key++) {
                Map<Integer, Object> one = new HashMap<>();
                running.visit(key, end - size, end, (same, cell) -> one.put(same, sum(cell, windowEnd)));
                assertThat(one.get(key)).isEqualTo(expected.get(key));
            }
        }
        running.clear();
        assertThat(aggregation.inUse()).as("cells that only slices use").isEqualTo(cellsOfSlices);
    }

    private void add(SlidingWindows windows, Slices slices, long timestamp, Random random, SlidingMerge running) {
        Slice slice = slices.find(timestamp);
        if (slice == null) {
            slice = Slice.at(windows, timestamp);
            slices.add(slice);
        }
        int key = random.nextInt(KEYS);
        int cell = slice.cells.get(key);
        if (cell == Aggregation.NO_CELL) {
            cell = aggregation.create();
            cellsOfSlices++;
            slice.cells.put(key, cell);
        }
        aggregation.add(cell, random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
        running.changed(key, slice);
    }

    private Map<Integer, Object> fresh(SlidingWindows windows, Slices slices, long end) {
        Map<Integer, Object> sums = new HashMap<>();
        SlidingMerge merge = new SlidingMerge(windows, slices, aggregation);
        visit(merge, end - windows.size(), end, new Random(end), (key, cell) -> sums.put(key, sum(cell, end)));
        merge.clear();
        return sums;
    }

    /** Visits all keys, so many at a time. */
    private static void visit(SlidingMerge merge, long start, long end, Random random, CellTable.Visitor visitor) {
        merge.begin(start, end);
        int from = 0;
        while (from < merge.places()) {
            int to = from + 1 + random.nextInt(2 * KEYS);
            merge.forEach(from, to, visitor);
            from = to;
        }
        merge.done();
    }

    private Object sum(int cell, long end) {
        List<Object> values = new ArrayList<>();
        values.add(aggregation.count(cell));
        values.add(aggregation.results(cell, Window.time(end - 1, end)).get("sum"));
        return values;
    }
}
