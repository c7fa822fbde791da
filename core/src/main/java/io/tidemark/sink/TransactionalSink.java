// SPDX-License-Identifier: Apache-2.0
package io.tidemark.sink;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * A sink whose panes become visible together with a checkpoint: its commit is the commit point of the job.
 *
 * <p>Protocol: after {@link #open}, {@link #lastCommitted} says which checkpoint to recover from; what was written after it is gone. Panes written after a commit
 * belong to the next one. {@link #commit} makes them visible, with the checkpoint's id and the source's positions, in one atomic step.
 */
public interface TransactionalSink extends Sink {
    /** The checkpoint of the last commit; empty when there was none. */
    OptionalLong lastCommitted() throws IOException;

    /**
     * Makes everything written since the last commit visible, atomically with {@code checkpointId}.
     *
     * @throws IOException when it is not certain that it was made visible
     */
    void commit(long checkpointId) throws IOException;
}
