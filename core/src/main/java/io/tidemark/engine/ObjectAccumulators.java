// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.NumberAggregate;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Accumulators that are objects. Some of those that are not in use are cleared and kept, with the memory that they grew to: so windows of busy keys do not begin anew.
 *
 * @param <E> the element
 * @param <A> the accumulator
 */
final class ObjectAccumulators<E, A> implements AccumulatorTable<E> {
    private static final int CLEARED_KEPT = 256;

    /** So many accumulators are measured. */
    private static final int SAMPLE = 32;

    /** A reference in an array that has grown. */
    static final int BYTES_OF_A_PLACE = 8;

    private final AggregateFunction<? super E, A, ?> function;
    private @Nullable Object[] accumulators = new @Nullable Object[64];

    /** A stack: what was used last is in the processor's caches. */
    private @Nullable Object[] cleared = new @Nullable Object[64];

    private int clearedCount;

    ObjectAccumulators(AggregateFunction<? super E, A, ?> function) {
        this.function = function;
    }

    @Override
    public void begin(int cell) {
        makeRoom(cell);
        accumulators[cell] = clearedCount > 0 ? cleared[--clearedCount] : function.createAccumulator();
    }

    /** There may be an accumulator for {@code cell} later on. */
    void makeRoom(int cell) {
        if (cell >= accumulators.length) {
            accumulators = Arrays.copyOf(accumulators, Math.max(cell + 1, accumulators.length * 2));
        }
    }

    @Override
    public void end(int cell) {
        A ended = get(cell);
        accumulators[cell] = null;
        if (clearedCount < CLEARED_KEPT && function.clear(ended)) {
            if (clearedCount == cleared.length) {
                cleared = Arrays.copyOf(cleared, 2 * clearedCount);
            }
            cleared[clearedCount++] = ended;
        }
    }

    @Override
    public long bytesEach() {
        long bytes = 0;
        int sampled = 0;
        int step = Math.max(1, accumulators.length / SAMPLE);
        for (int cell = 0; cell < accumulators.length; cell += step) {
            Object accumulator = accumulators[cell];
            if (accumulator != null) {
                bytes += Footprint.of(accumulator);
                sampled++;
            }
        }
        return BYTES_OF_A_PLACE + (sampled == 0 ? Footprint.of(function.createAccumulator()) : bytes / sampled);
    }

    @Override
    public void add(int cell, E element) {
        function.add(get(cell), element);
    }

    /** Adds the elements in the rows {@code places[from..to)} of a batch, each to its cell. */
    void addAll(Batch<E> batch, int[] places, int[] cells, int from, int to) {
        for (int i = from; i < to; i++) {
            function.add(get(cells[i]), batch.element(places[i]));
        }
    }

    /** Adds numbers from the {@code from}-th on, each to its cell, by {@code numeric}, which is the function; returns which is the first whose cell has no accumulator. */
    @SuppressWarnings("unchecked") // As in get; the array is read once, for all.
    int addAll(NumberAggregate<?, A> numeric, double[] numbers, int[] cells, int from, int to) {
        @Nullable Object[] all = accumulators;
        for (int i = from; i < to; i++) {
            A accumulator = (A) all[cells[i]];
            if (accumulator == null) {
                return i;
            }
            numeric.addNumber(accumulator, numbers[i]);
        }
        return to;
    }

    @Override
    public void merge(int into, int from) {
        function.merge(get(into), get(from));
    }

    @Override
    public void write(int cell, StateOutput out) {
        write(get(cell), out);
    }

    /** Writes an accumulator as that of a cell is written. */
    void write(A accumulator, StateOutput out) {
        out.writeVarLong(codec().version());
        codec().write(accumulator, out);
    }

    @Override
    public void read(int cell, StateInput in) throws IOException {
        int version = (int) in.readVarLong();
        try {
            function.merge(get(cell), codec().read(in, version));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "an accumulator in the checkpoint is of another kind than " + function + " has now: "
                            + e.getMessage(),
                    e);
        }
    }

    private StateCodec<A> codec() {
        return function.codec().orElseThrow(() -> new IllegalStateException(function + " has no codec"));
    }

    @Override
    public Object accumulator(int cell) {
        return get(cell);
    }

    /** The accumulator of a cell that there is room for; null when it has none. */
    @SuppressWarnings("unchecked") // The function made it.
    @Nullable
    A find(int cell) {
        return (A) accumulators[cell];
    }

    /** The accumulator of a cell that is in use. */
    @SuppressWarnings({"unchecked", "NullAway"}) // The function made it, when the cell began.
    A get(int cell) {
        return (A) accumulators[cell];
    }
}
