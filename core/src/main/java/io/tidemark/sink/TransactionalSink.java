// SPDX-License-Identifier: Apache-2.0
package io.tidemark.sink;

import io.tidemark.source.Positions;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * A sink whose panes become visible together with a checkpoint: its commit is the commit point of the job.
 *
 * <p>Protocol:
 *
 * <ol>
 *   <li>{@link #open} shuts out every sink that was opened before it for the same job, in whatever process, and makes an end of what such a one has not committed;
 *   <li>{@link #lastCommitted} says then which checkpoint to recover from; what was written after it is gone;
 *   <li>{@link #write} and {@link #flush}: {@code flush} tells of failures as in any sink, but makes nothing visible;
 *   <li>{@link #commit} makes visible what was written since the last one, with the checkpoint's id and the source's positions, in one atomic step. Panes written after it belong to the next one;
 *   <li>{@link #close} commits nothing.
 * </ol>
 *
 * <p>Laws: one that was shut out can make nothing visible any more, and says so with a {@link io.tidemark.checkpoint.FencedException} in {@code commit} at the latest. After a failure that has
 * cost it panes, every further call throws: only a sink that is opened anew can go on, from {@link #lastCommitted}.
 */
public interface TransactionalSink extends Sink {
    /** The checkpoint of the last commit; empty when there was none. */
    OptionalLong lastCommitted() throws IOException;

    /**
     * Makes everything written since the last commit visible, atomically with {@code checkpointId} and {@code positions}.
     *
     * @param checkpointId what {@link #lastCommitted} answers from then on
     * @param positions how far the source had been read at that checkpoint: a sink may keep them where others look for them
     * @throws io.tidemark.checkpoint.FencedException when another one has taken its place; nothing of this commit is visible, nor ever will be
     * @throws IOException when it is not certain that it was made visible
     */
    void commit(long checkpointId, Positions positions) throws IOException;
}
