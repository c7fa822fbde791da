// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.ElementCount;
import io.tidemark.aggregate.NamedAggregate;
import io.tidemark.pane.PaneResults;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All aggregates of a view as one: makes, fills and merges {@link Cell}s, and computes results from them.
 *
 * <p>Functions whose accumulators are interchangeable share one, so a view that asks for count, sum and mean of a field updates one object.
 *
 * @param <E> the element
 */
final class Aggregation<E> {
    private static final int CELLS_KEPT = 256;

    private final List<String> names;
    private final AggregateFunction<E, Object, Object>[] accumulating;
    private final AggregateFunction<E, Object, Object>[] resulting;
    private final int[] accumulatorOf;

    /** Those functions that need no accumulator, since a cell counts its elements anyway. */
    private final @Nullable ElementCount<?>[] counting;

    private final List<Cell> cleared = new ArrayList<>();

    Aggregation(List<NamedAggregate<E>> aggregates) {
        names = aggregates.stream().map(NamedAggregate::name).toList();
        resulting = newFunctions(aggregates.size());
        accumulatorOf = new int[aggregates.size()];
        counting = new @Nullable ElementCount<?>[aggregates.size()];
        List<Object> keys = new ArrayList<>();
        List<AggregateFunction<E, Object, Object>> distinct = new ArrayList<>();
        for (int i = 0; i < resulting.length; i++) {
            AggregateFunction<? super E, ?, ?> function = aggregates.get(i).function();
            resulting[i] = untyped(function);
            if (function instanceof ElementCount<?> count) {
                counting[i] = count;
                continue;
            }
            int known = keys.indexOf(resulting[i].accumulatorKey());
            if (known < 0) {
                known = keys.size();
                keys.add(resulting[i].accumulatorKey());
                distinct.add(resulting[i]);
            }
            accumulatorOf[i] = known;
        }
        accumulating = distinct.toArray(newFunctions(0));
    }

    /** How many accumulators a cell has. */
    int accumulators() {
        return accumulating.length;
    }

    Cell createCell() {
        if (!cleared.isEmpty()) {
            return cleared.remove(cleared.size() - 1);
        }
        Object[] accumulators = new Object[accumulating.length];
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i] = accumulating[i].createAccumulator();
        }
        return new Cell(accumulators);
    }

    /** Nothing refers to {@code cell} any more: another window may have it. Keeps what accumulators grew to, so that a window of busy keys does not begin anew. */
    void recycle(Cell cell) {
        if (cleared.size() < CELLS_KEPT && clear(cell)) {
            cleared.add(cell);
        }
    }

    private boolean clear(Cell cell) {
        cell.count = 0;
        boolean all = true;
        for (int i = 0; i < accumulating.length; i++) {
            all &= accumulating[i].clear(cell.accumulators[i]);
        }
        return all;
    }

    void add(Cell cell, E element) {
        /*
         * The first functions have a call of their own each, and not one in a loop that all share: the compiler then sees one type at each, and puts the function's code in
         * its place. In a loop, three types are called through a table.
         */
        cell.count++;
        Object[] accumulators = cell.accumulators;
        AggregateFunction<E, Object, Object>[] functions = accumulating;
        int count = functions.length;
        if (count > 0) {
            functions[0].add(accumulators[0], element);
        }
        if (count > 1) {
            functions[1].add(accumulators[1], element);
        }
        if (count > 2) {
            functions[2].add(accumulators[2], element);
        }
        for (int i = 3; i < count; i++) {
            functions[i].add(accumulators[i], element);
        }
    }

    void merge(Cell into, Cell from) {
        into.count += from.count;
        for (int i = 0; i < accumulating.length; i++) {
            accumulating[i].merge(into.accumulators[i], from.accumulators[i]);
        }
    }

    PaneResults results(Cell cell, Window window) {
        @Nullable Object[] values = new @Nullable Object[resulting.length];
        for (int i = 0; i < values.length; i++) {
            ElementCount<?> count = counting[i];
            values[i] = count == null
                    ? resulting[i].result(cell.accumulators[accumulatorOf[i]], window)
                    : count.result(cell.count, window);
        }
        return new PaneResults(names, values);
    }

    @SuppressWarnings("unchecked") // A function only ever meets accumulators that it, or one with an equal key, made.
    private static <E> AggregateFunction<E, Object, Object> untyped(AggregateFunction<? super E, ?, ?> function) {
        return (AggregateFunction<E, Object, Object>) function;
    }

    @SuppressWarnings("unchecked") // An array of a generic type cannot be made otherwise; it stays private.
    private static <E> AggregateFunction<E, Object, Object>[] newFunctions(int size) {
        return (AggregateFunction<E, Object, Object>[]) new AggregateFunction<?, ?, ?>[size];
    }
}
