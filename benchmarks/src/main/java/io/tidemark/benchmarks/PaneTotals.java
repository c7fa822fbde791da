// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneResults;
import io.tidemark.sink.Sink;
import java.util.Objects;

/** A sink that keeps of the panes how many there were, of how many elements, and a {@link Checksum} over key, window, count and up to four other results. */
final class PaneTotals implements Sink {
    private final Checksum checksum = new Checksum();
    private long elements;

    /** The checksum, and how many panes it is of. */
    Checksum checksum() {
        return checksum;
    }

    /** The sum of the panes' counts. */
    long elements() {
        return elements;
    }

    @Override
    public void open() {
        // There is nothing to open.
    }

    @Override
    public void write(Pane<?> pane) {
        PaneResults results = pane.results();
        long count = (Long) Objects.requireNonNull(results.value(0));
        elements += count;
        checksum.pane(
                pane.key().hashCode(),
                pane.window().start(),
                pane.window().end(),
                count,
                number(results, 1),
                0,
                number(results, 2),
                number(results, 3),
                number(results, 4));
    }

    /** A result that the view does not have counts as 0. */
    private static double number(PaneResults results, int index) {
        return index < results.names().size() ? (Double) Objects.requireNonNull(results.value(index)) : 0;
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
