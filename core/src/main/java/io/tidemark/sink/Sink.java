// SPDX-License-Identifier: Apache-2.0
package io.tidemark.sink;

import io.tidemark.pane.Pane;
import java.io.IOException;

/**
 * Takes the panes of a job.
 *
 * <p>Protocol: {@link #open} once; {@link #write} in the order in which each key's panes came about; {@link #flush} makes everything written so far
 * visible, and returns or throws only then; {@link #close}, also after a failure. One thread at a time calls it, not always the same one.
 *
 * <p>Trap: an error that a sink swallows is a lost pane. A failed write may be reported by the next {@code write} or {@code flush}, but never not at all.
 */
public interface Sink extends AutoCloseable {
    /** Opens it. */
    void open() throws IOException;

    /** Takes one pane. */
    void write(Pane<?> pane) throws IOException;

    /** Makes visible what was written. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
}
