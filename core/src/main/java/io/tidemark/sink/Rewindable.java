// SPDX-License-Identifier: Apache-2.0
package io.tidemark.sink;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * What a sink, or an output of late elements or dead letters, is besides when it can take back what it wrote last. A checkpoint keeps where each of them stands; a job that goes on from a
 * checkpoint takes back what was written after it, and writes it anew. So the whole has nothing twice and nothing missing, whatever instant the process was killed at. Until a
 * checkpoint is taken, readers may see what is taken back later.
 */
public interface Rewindable {
    /** What it writes to, for example a path: a position is one in this target only. */
    String target();

    /**
     * Makes durable what was written, and says where that ends; empty when it cannot go back, as a terminal cannot.
     *
     * @throws IOException when it is not certain that all is durable
     */
    OptionalLong position() throws IOException;

    /**
     * Takes back everything after {@code position}. Comes before anything is written.
     *
     * @throws IOException when there is less than that, with a message that says what to do
     */
    void rewind(long position) throws IOException;
}
