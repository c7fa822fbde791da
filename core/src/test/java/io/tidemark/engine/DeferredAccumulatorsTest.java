// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.NumberAggregate;
import io.tidemark.aggregate.NumberField;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeferredAccumulatorsTest {
    private static final int CELLS = 200;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_cell_holds_what_accumulators_that_are_made_at_once_hold(boolean clears) throws IOException {
        long seed = Long.getLong("tidemark.seed", 7);
        Random random = new Random(seed);
        Sorted function = new Sorted(clears);
        DeferredAccumulators<Double, List<Double>> deferred = new DeferredAccumulators<>(function, function);
        NumberAccumulators<Double, List<Double>> atOnce = new NumberAccumulators<>(function, function);
        List<Integer> inUse = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            int cell = 1 + random.nextInt(CELLS);
            if (!inUse.contains(cell)) {
                inUse.add(cell);
                deferred.begin(cell);
                atOnce.begin(cell);
            }
            int other = inUse.get(random.nextInt(inUse.size()));
            switch (random.nextInt(6)) {
                case 0 -> {
                    double element = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(100);
                    deferred.add(cell, element);
                    atOnce.add(cell, element);
                }
                case 1 -> {
                    int count = 1 + random.nextInt(5);
                    double[] numbers = random.doubles(count).toArray();
                    int[] cells = new int[count];
                    for (int i = 0; i < count; i++) {
                        cells[i] = random.nextBoolean() ? cell : other;
                    }
                    deferred.addAll(numbers, cells, count);
                    atOnce.addAll(numbers, cells, count);
                }
                case 2 -> {
                    if (cell != other) {
                        deferred.merge(cell, other);
                        atOnce.merge(cell, other);
                    }
                }
                case 3 -> {
                    byte[] bytes = bytes(deferred, cell);
                    assertThat(bytes).as("seed %d, step %d", seed, step).isEqualTo(bytes(atOnce, cell));
                    deferred.end(cell);
                    deferred.begin(cell);
                    deferred.read(cell, new StateInput(bytes));
                }
                default -> {
                    deferred.end(cell);
                    atOnce.end(cell);
                    inUse.remove((Integer) cell);
                }
            }
            for (int held : inUse) {
                assertThat(deferred.accumulator(held))
                        .as("seed %d, step %d, cell %d", seed, step, held)
                        .isEqualTo(atOnce.accumulator(held));
            }
        }
    }

    @Test
    void an_accumulator_is_made_for_the_third_number() {
        Sorted function = new Sorted(true);
        DeferredAccumulators<Double, List<Double>> deferred = new DeferredAccumulators<>(function, function);
        int first = function.made;
        for (int cell = 1; cell <= CELLS; cell++) {
            deferred.begin(cell);
            deferred.addAll(new double[] {1, 2}, new int[] {cell, cell}, 2);
            assertThat(deferred.accumulator(cell)).isEqualTo(List.of(1.0, 2.0));
        }
        assertThat(function.made).isEqualTo(first);
        long few = deferred.bytesEach();
        for (int cell = 1; cell <= CELLS; cell++) {
            deferred.addAll(new double[] {0}, new int[] {cell}, 1);
            assertThat(deferred.accumulator(cell)).isEqualTo(List.of(0.0, 1.0, 2.0));
        }
        assertThat(function.made).isEqualTo(first + CELLS);
        assertThat(deferred.bytesEach()).isGreaterThan(few + 40);
    }

    private static byte[] bytes(AccumulatorTable<Double> table, int cell) {
        StateOutput out = new StateOutput();
        table.write(cell, out);
        return out.toByteArray();
    }

    /** All numbers, in order. */
    private static final class Sorted
            implements AggregateFunction<Double, List<Double>, List<Double>>, NumberAggregate<Double, List<Double>> {
        private final boolean clears;
        private int made;

        Sorted(boolean clears) {
            this.clears = clears;
        }

        @Override
        public NumberField<Double> field() {
            return element -> element;
        }

        @Override
        public boolean isExact() {
            return true;
        }

        @Override
        public List<Double> createAccumulator() {
            made++;
            return new ArrayList<>();
        }

        @Override
        public void add(List<Double> accumulator, Double element) {
            if (Double.isFinite(element)) {
                addNumber(accumulator, element);
            }
        }

        @Override
        public void addNumber(List<Double> accumulator, double number) {
            accumulator.add(number);
            accumulator.sort(null);
        }

        @Override
        public void merge(List<Double> into, List<Double> from) {
            from.forEach(number -> addNumber(into, number));
        }

        @Override
        public boolean clear(List<Double> accumulator) {
            if (clears) {
                accumulator.clear();
            }
            return clears;
        }

        @Override
        public List<Double> result(List<Double> accumulator, Window window) {
            return List.copyOf(accumulator);
        }

        @Override
        public Optional<StateCodec<List<Double>>> codec() {
            return Optional.of(new Numbers());
        }
    }

    private static final class Numbers implements StateCodec<List<Double>> {
        @Override
        public String name() {
            return "test.numbers";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(List<Double> value, StateOutput out) {
            out.writeVarLong(value.size());
            value.forEach(out::writeDouble);
        }

        @Override
        public List<Double> read(StateInput in, int version) throws CorruptStateException {
            List<Double> list = new ArrayList<>();
            for (int left = in.readCount(Double.BYTES); left > 0; left--) {
                list.add(in.readDouble());
            }
            return list;
        }
    }
}
