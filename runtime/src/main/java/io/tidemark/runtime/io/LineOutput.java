// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.sink.Rewindable;
import java.io.IOException;

/**
 * Takes lines of bytes.
 *
 * <p>Protocol: {@link #write} any number of times, {@link #flush} to make visible what was written, {@link #complete} when all of it is right, {@link #close}
 * always. What was written but not completed may be gone after {@code close}.
 */
public interface LineOutput extends Rewindable, AutoCloseable {
    /** Takes one line, its line end included. */
    void write(byte[] line) throws IOException;

    /** Makes visible what was written. */
    void flush() throws IOException;

    /** Says that everything was written; what is kept is then on the disk. */
    void complete() throws IOException;

    @Override
    void close() throws IOException;
}
