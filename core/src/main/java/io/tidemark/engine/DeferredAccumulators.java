// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.NumberAggregate;
import io.tidemark.aggregate.NumberField;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Accumulators of one number that are made when a third number comes: before that, a cell is just its numbers, flat in one array. Of many keys most windows and sessions have no more. Only for functions
 * that are exact ({@link NumberAggregate#isExact}), so that it does not show.
 *
 * @param <E> the element
 * @param <A> the accumulator
 */
final class DeferredAccumulators<E, A> implements NumberTable<E> {
    private static final int FEW = 2;
    private static final int FIRST_CELLS = 64;

    /** No number, where one may be: those that are added are finite. */
    private static final double NONE = Double.NaN;

    /** So many cells are measured. */
    private static final int SAMPLE = 32;

    private final AggregateFunction<? super E, A, ?> function;
    private final NumberAggregate<E, A> numeric;
    private final ObjectAccumulators<E, A> made;
    private double[] few = new double[FEW * FIRST_CELLS];

    /** Takes the numbers of a cell that has no accumulator when one is asked for. */
    private A shown;

    private int shownCell = Aggregation.NO_CELL;

    /** Those of {@code function}, which takes numbers as {@code numeric}. */
    DeferredAccumulators(AggregateFunction<? super E, A, ?> function, NumberAggregate<E, A> numeric) {
        this.function = function;
        this.numeric = numeric;
        made = new ObjectAccumulators<>(function);
        shown = function.createAccumulator();
        Arrays.fill(few, NONE);
    }

    @Override
    public NumberField<? super E> field() {
        return numeric.field();
    }

    @Override
    public void begin(int cell) {
        made.makeRoom(cell);
        int size = few.length;
        if (FEW * cell >= size) {
            few = Arrays.copyOf(few, Math.max(FEW * (cell + 1), 2 * size));
            Arrays.fill(few, size, few.length, NONE);
        }
    }

    @Override
    public void end(int cell) {
        forgetFew(cell);
        if (made.find(cell) != null) {
            made.end(cell);
        }
    }

    @Override
    public void add(int cell, E element) {
        double number = numeric.field().read(element);
        if (Double.isFinite(number)) {
            add(cell, number);
        }
    }

    @Override
    public void addAll(double[] numbers, int[] cells, int count) {
        int i = made.addAll(numeric, numbers, cells, 0, count);
        while (i < count) {
            addToFew(cells[i], numbers[i]);
            i = made.addAll(numeric, numbers, cells, i + 1, count);
        }
    }

    private void add(int cell, double number) {
        A accumulator = made.find(cell);
        if (accumulator == null) {
            addToFew(cell, number);
        } else {
            numeric.addNumber(accumulator, number);
        }
    }

    private void addToFew(int cell, double number) {
        shownCell = Aggregation.NO_CELL;
        int at = FEW * cell;
        if (Double.isNaN(few[at])) {
            few[at] = number;
        } else if (Double.isNaN(few[at + 1])) {
            few[at + 1] = number;
        } else {
            numeric.addNumber(make(cell), number);
        }
    }

    /** From now on the cell has an accumulator. */
    private A make(int cell) {
        made.begin(cell);
        A accumulator = made.get(cell);
        addFew(cell, accumulator);
        forgetFew(cell);
        return accumulator;
    }

    private void addFew(int cell, A accumulator) {
        for (int i = FEW * cell; i < FEW * (cell + 1) && !Double.isNaN(few[i]); i++) {
            numeric.addNumber(accumulator, few[i]);
        }
    }

    private void forgetFew(int cell) {
        shownCell = Aggregation.NO_CELL;
        few[FEW * cell] = NONE;
        few[FEW * cell + 1] = NONE;
    }

    @Override
    public void merge(int into, int from) {
        A accumulator = made.find(from);
        if (accumulator == null) {
            for (int i = FEW * from; i < FEW * (from + 1) && !Double.isNaN(few[i]); i++) {
                add(into, few[i]);
            }
            return;
        }
        A own = made.find(into);
        function.merge(own == null ? make(into) : own, accumulator);
    }

    @Override
    public void write(int cell, StateOutput out) {
        made.write(get(cell), out);
    }

    @Override
    public void read(int cell, StateInput in) throws IOException {
        make(cell);
        made.read(cell, in);
    }

    @Override
    public long bytesEach() {
        long bytes = 0;
        int sampled = 0;
        int cells = few.length / FEW;
        int step = Math.max(1, cells / SAMPLE);
        for (int cell = 0; cell < cells; cell += step) {
            A accumulator = made.find(cell);
            if (accumulator != null) {
                bytes += Footprint.of(accumulator);
            }
            sampled += accumulator != null || !Double.isNaN(few[FEW * cell]) ? 1 : 0;
        }
        return FEW * Double.BYTES + ObjectAccumulators.BYTES_OF_A_PLACE + (sampled == 0 ? 0 : bytes / sampled);
    }

    @Override
    public long touch(int cell) {
        A accumulator = made.find(cell);
        return accumulator == null ? Double.doubleToRawLongBits(few[FEW * cell]) : numeric.touch(accumulator);
    }

    @Override
    public Object accumulator(int cell) {
        return get(cell);
    }

    private A get(int cell) {
        A accumulator = made.find(cell);
        if (accumulator != null) {
            return accumulator;
        }
        if (shownCell != cell) {
            if (!function.clear(shown)) {
                shown = function.createAccumulator();
            }
            addFew(cell, shown);
            shownCell = cell;
        }
        return shown;
    }
}
