// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.Distribution;
import io.tidemark.aggregate.DoubleResult;
import io.tidemark.aggregate.ElementCount;
import io.tidemark.aggregate.FieldStatistics;
import io.tidemark.aggregate.NamedAggregate;
import io.tidemark.aggregate.NumberAggregate;
import io.tidemark.aggregate.NumberField;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.ResultLayout;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All aggregates of a view on one worker. What is accumulated for one key in one slice or window is a <em>cell</em>: a number, under which each function's table has an accumulator.
 * So an element costs a few array accesses and a cell no object, unless a function needs one.
 *
 * <p>Functions whose accumulators are interchangeable share one, so a view that asks for count, sum and mean of a field updates one accumulator. A cell counts its elements itself.
 *
 * <p>Cells are taken and given back; {@link #inUse} shows those that were forgotten.
 *
 * @param <E> the element
 */
final class Aggregation<E> {
    /** No cell. */
    static final int NO_CELL = 0;

    /** Its count, the saved one, when that was, and its place in a table of cells. */
    private static final int BYTES_OF_A_CELL = 2 * Long.BYTES + 2 * Integer.BYTES;

    private static final long[] NO_NUMBERS = {};
    private static final @Nullable Object[] NO_OBJECTS = {};

    private final ResultLayout layout;
    private final AggregateFunction<E, Object, ?>[] resulting;
    private final int[] tableOf;

    /** Those functions that need no accumulator. */
    private final @Nullable ElementCount[] counting;

    private final AccumulatorTable<E>[] tables;

    /** Those tables that take elements; all others take the numbers of a column. */
    private final List<ObjectAccumulators<E, ?>> takingElements = new ArrayList<>();

    private final List<NumberColumn<E>> columns = new ArrayList<>();
    private long[] counts = new long[64];

    /** Of each cell, as it was in the last checkpoint; 0 if it is not in one. */
    private long[] savedCounts = new long[0];

    /** When a cell had changed last, in saves. */
    private int[] savedAt = new int[0];

    private int[] free = new int[64];
    private int freeCount;
    private int highest = NO_CELL;

    @SuppressWarnings("unchecked") // Arrays of generic types cannot be made otherwise; they stay private.
    Aggregation(List<NamedAggregate<E>> aggregates) {
        int size = aggregates.size();
        layout = new ResultLayout(
                aggregates.stream().map(NamedAggregate::name).toList(),
                aggregates.stream().map(each -> kind(each.function())).toList());
        resulting = (AggregateFunction<E, Object, ?>[]) new AggregateFunction<?, ?, ?>[size];
        tableOf = new int[size];
        counting = new @Nullable ElementCount[size];
        List<Object> keys = new ArrayList<>();
        List<AccumulatorTable<E>> distinct = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            AggregateFunction<? super E, ?, ?> function = aggregates.get(i).function();
            // A function only ever meets accumulators that it, or one with an equal key, made.
            resulting[i] = (AggregateFunction<E, Object, ?>) function;
            if (function instanceof ElementCount count) {
                counting[i] = count;
                continue;
            }
            int known = keys.indexOf(function.accumulatorKey());
            if (known < 0) {
                known = keys.size();
                keys.add(function.accumulatorKey());
                distinct.add(table(function));
            }
            tableOf[i] = known;
        }
        tables = (AccumulatorTable<E>[]) distinct.toArray(new AccumulatorTable<?>[0]);
    }

    private static ResultLayout.Kind kind(AggregateFunction<?, ?, ?> function) {
        if (function instanceof DoubleResult<?>) {
            return ResultLayout.Kind.DOUBLE;
        }
        return function instanceof ElementCount ? ResultLayout.Kind.LONG : ResultLayout.Kind.OBJECT;
    }

    private AccumulatorTable<E> table(AggregateFunction<? super E, ?, ?> function) {
        if (function instanceof NumberAggregate<?, ?> numeric) {
            @SuppressWarnings("unchecked") // A function of a supertype of E reads numbers of that.
            NumberTable<E> table = numberTable(function, (NumberAggregate<E, Object>) numeric);
            column(table.field()).feed(table);
            return table;
        }
        ObjectAccumulators<E, ?> table = new ObjectAccumulators<>(function);
        takingElements.add(table);
        return table;
    }

    @SuppressWarnings("unchecked") // A function's accumulator is what it takes numbers into.
    private static <E> NumberTable<E> numberTable(
            AggregateFunction<? super E, ?, ?> function, NumberAggregate<E, Object> numeric) {
        if (function instanceof FieldStatistics) {
            return new StatisticsAccumulators<>(numeric.field());
        }
        AggregateFunction<? super E, Object, ?> taking = (AggregateFunction<? super E, Object, ?>) function;
        return numeric.isExact()
                ? new DeferredAccumulators<>(taking, numeric)
                : new NumberAccumulators<>(taking, numeric);
    }

    private NumberColumn<E> column(NumberField<? super E> field) {
        for (NumberColumn<E> known : columns) {
            if (known.field().equals(field)) {
                return known;
            }
        }
        NumberColumn<E> column = new NumberColumn<>(field);
        columns.add(column);
        return column;
    }

    /** How many accumulators a cell has. */
    int accumulators() {
        return tables.length;
    }

    /** The codecs of the accumulators, each with the first function that it is for, and the field that it reads if that is known. */
    List<String> codecs() {
        List<String> codecs = new ArrayList<>();
        for (int t = 0; t < tables.length; t++) {
            int first = 0;
            while (tableOf[first] != t || counting[first] != null) {
                first++;
            }
            codecs.add(names().get(first) + " "
                    + resulting[first].codec().map(StateCodec::name).orElse("none") + field(resulting[first]));
        }
        return codecs;
    }

    private static String field(Object function) {
        String description = function instanceof NumberAggregate<?, ?> numeric
                ? numeric.field().description()
                : "";
        return description.isEmpty() ? "" : " of " + description;
    }

    /** How many cells are in use. */
    int inUse() {
        return highest - freeCount;
    }

    /** A cell of nothing. */
    int create() {
        int cell = freeCount > 0 ? free[--freeCount] : ++highest;
        if (cell == counts.length) {
            counts = Arrays.copyOf(counts, counts.length * 2);
        }
        counts[cell] = 0;
        for (AccumulatorTable<E> table : tables) {
            table.begin(cell);
        }
        return cell;
    }

    /** Gives back a cell that nothing refers to any more; {@link #NO_CELL} is none. */
    void release(int cell) {
        if (cell == NO_CELL) {
            return;
        }
        for (AccumulatorTable<E> table : tables) {
            table.end(cell);
        }
        if (cell < savedCounts.length) {
            savedCounts[cell] = 0;
        }
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, free.length * 2);
        }
        free[freeCount++] = cell;
    }

    /** How many elements a cell holds. */
    long count(int cell) {
        return counts[cell];
    }

    /** Adds an element to a cell. */
    void add(int cell, E element) {
        counts[cell]++;
        for (AccumulatorTable<E> table : tables) {
            table.add(cell, element);
        }
    }

    /** Adds the elements in the rows {@code places[from..to)} of a batch, each to its cell. */
    void addAll(Batch<E> batch, int[] places, int[] cells, int from, int to) {
        long[] own = counts;
        for (int i = from; i < to; i++) {
            own[cells[i]]++;
        }
        for (int c = 0; c < columns.size(); c++) {
            columns.get(c).addAll(batch, places, cells, from, to);
        }
        for (int t = 0; t < takingElements.size(); t++) {
            takingElements.get(t).addAll(batch, places, cells, from, to);
        }
    }

    /** Adds what the cell {@code from} holds to the cell {@code into}. */
    void merge(int into, int from) {
        counts[into] += counts[from];
        for (AccumulatorTable<E> table : tables) {
            table.merge(into, from);
        }
    }

    /** Writes what a cell holds. */
    void write(int cell, StateOutput out) {
        out.writeVarLong(counts[cell]);
        writeAccumulators(cell, out);
    }

    /** Writes what a cell holds, without its count. */
    void writeAccumulators(int cell, StateOutput out) {
        for (AccumulatorTable<E> table : tables) {
            table.write(cell, out);
        }
    }

    /** A new cell that holds what {@link #write} wrote. */
    int read(StateInput in) throws IOException {
        int cell = create();
        counts[cell] = in.readVarLong();
        for (AccumulatorTable<E> table : tables) {
            table.read(cell, in);
        }
        return cell;
    }

    /** Whether a cell has taken elements since this was asked last; a new one has. It is asked by the save after {@code age} others. */
    boolean takeChange(int cell, int age) {
        if (cell >= savedCounts.length) {
            savedCounts = Arrays.copyOf(savedCounts, counts.length);
            savedAt = Arrays.copyOf(savedAt, counts.length);
        }
        // Whatever is added to a cell counts; a cell that was never saved has a count of its own to compare with, 0.
        boolean isChanged = savedCounts[cell] != counts[cell];
        if (isChanged) {
            savedCounts[cell] = counts[cell];
            savedAt[cell] = age;
        }
        return isChanged;
    }

    /** Whether a cell is as {@link #takeChange} found it. */
    boolean isSaved(int cell) {
        return cell < savedCounts.length && savedCounts[cell] == counts[cell];
    }

    /** How many saves came before the one that found a cell changed last. */
    int savedAt(int cell) {
        return savedAt[cell];
    }

    /** How many bytes of heap a cell takes, as a sample of those in use shows. */
    long bytesEach() {
        long bytes = BYTES_OF_A_CELL;
        for (AccumulatorTable<E> table : tables) {
            bytes += table.bytesEach();
        }
        return bytes;
    }

    /** The names of the results, in order. */
    List<String> names() {
        return layout.names();
    }

    /** How the numbers are spread that the {@code index}-th result of a cell is of; null when its accumulator does not know. */
    @Nullable
    Distribution distribution(int cell, int index) {
        return counting[index] == null && tables[tableOf[index]].accumulator(cell) instanceof Distribution distribution
                ? distribution
                : null;
    }

    /** Has the processor fetch from memory what {@link #results} of a cell need first; the value says nothing. */
    long touch(int cell) {
        long sum = counts[cell];
        for (AccumulatorTable<E> table : tables) {
            sum += table.touch(cell);
        }
        return sum;
    }

    /** The results of a cell as a pane of {@code window} shows them. */
    PaneResults results(int cell, Window window) {
        long[] numbers = layout.hasNumbers() ? new long[resulting.length] : NO_NUMBERS;
        @Nullable Object[] objects = layout.hasObjects() ? new @Nullable Object[resulting.length] : NO_OBJECTS;
        for (int i = 0; i < resulting.length; i++) {
            switch (layout.kind(i)) {
                case LONG -> numbers[i] = counts[cell];
                case DOUBLE -> numbers[i] = Double.doubleToRawLongBits(doubleResult(i, cell, window));
                case OBJECT -> objects[i] = resulting[i].result(tables[tableOf[i]].accumulator(cell), window);
            }
        }
        return new PaneResults(layout, numbers, objects);
    }

    @SuppressWarnings("unchecked") // It is of the function's accumulators.
    private double doubleResult(int index, int cell, Window window) {
        ElementCount count = counting[index];
        if (count != null) {
            return count.doubleResult(counts[cell], window);
        }
        return ((DoubleResult<Object>) resulting[index]).doubleResult(tables[tableOf[index]].accumulator(cell), window);
    }
}
