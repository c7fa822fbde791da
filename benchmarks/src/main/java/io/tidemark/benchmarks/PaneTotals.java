// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneResults;
import io.tidemark.sink.Sink;

/** A sink that keeps of the panes how many there were, of how many elements, and a {@link Checksum} over key, window, count and up to five other results. */
final class PaneTotals implements Sink {
    /** Views of more results have full aggregates. */
    private static final int CHEAP = 3;

    private final Checksum checksum = new Checksum();
    private final PaneTimes times;

    PaneTotals() {
        this(Timing.none().sink());
    }

    PaneTotals(PaneTimes times) {
        this.times = times;
    }

    /** The checksum, and how many panes it is of. */
    Checksum checksum() {
        return checksum;
    }

    @Override
    public void open() {
        // There is nothing to open.
    }

    @Override
    public void write(Pane<?> pane) {
        times.pane(pane.window().end());
        PaneResults results = pane.results();
        long count = (long) results.number(0);
        int key = pane.key().hashCode();
        long start = pane.window().start();
        long end = pane.window().end();
        double first = number(results, 1);
        double second = number(results, 2);
        if (results.names().size() <= CHEAP) {
            checksum.pane(key, start, end, count, first, second);
        } else {
            checksum.pane(
                    key, start, end, count, first, second, number(results, 3), number(results, 4), number(results, 5));
        }
    }

    /** A result that the view does not have counts as 0. */
    private static double number(PaneResults results, int index) {
        return index < results.names().size() ? results.number(index) : 0;
    }

    @Override
    public void flush() {
        // Nobody waits for it.
    }

    @Override
    public void close() {
        // There is nothing to let go.
    }
}
