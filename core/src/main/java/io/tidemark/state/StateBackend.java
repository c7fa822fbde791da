// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import java.io.IOException;

/**
 * Named ordered maps of bytes ({@link StateStore}) that change in numbered atomic steps, one for each checkpoint.
 *
 * <p>It is the warm tier: it gives the heap room and a restart speed. It is not what makes a job durable, that is the log in the checkpoint storage. So a
 * backend is never ahead of the log, and may be behind.
 *
 * <p>Laws ({@code StateBackendContract} in testkit checks them):
 *
 * <ol>
 *   <li><b>Atomic.</b> A reader, and a later process, sees all of a batch with its checkpoint id or nothing of it, across all stores. Once a reader saw a batch
 *       in one store, it sees it in each.
 *   <li><b>One writer, many readers.</b> {@link #apply} and {@link #clear} are called by one thread at a time. Reads come from any thread at any time, and neither wait
 *       for the writer's batch to end nor hold it up.
 *   <li><b>Ids rise</b> (see {@link #apply}), and the last one is remembered.
 *   <li><b>Ownership.</b> Arrays that come out are the caller's. Arrays that went in are the caller's again when the call returns; the backend keeps copies.
 *   <li><b>Limits.</b> Keys have 1 to {@link StateCapabilities#maxKeyLength} bytes, values 0 to at least {@link #MIN_MAX_VALUE_LENGTH}; there may be at least
 *       {@link #MIN_STORES} stores. For what there is many of, use prefixes of keys, not stores.
 *   <li><b>Order.</b> Keys are ordered as unsigned bytes, a prefix before what it begins: {@code 00 < 00 00 < 7F < 80 < FF}. Java's {@code byte} is signed: that is the trap.
 * </ol>
 *
 * <p>Protocol:
 *
 * <ol>
 *   <li>{@link StateBackendFactory#open} gives an open backend; {@link #lastCheckpointId} says where it stands.
 *   <li>If the log does not lead on from there, call {@link #clear} and load a checkpoint: as many batches as it takes with the id {@link #NO_CHECKPOINT}, the last one with
 *       the checkpoint's. A backend that says {@code NO_CHECKPOINT} may hold what is left of a loading that was cut short: clear it too.
 *   <li>{@link #apply} after each checkpoint.
 *   <li>{@link #close}, once nothing else uses it. Whatever is called later, on the backend, its stores or its cursors, throws {@link IllegalStateException} that says which
 *       backend is closed; closing again does nothing.
 * </ol>
 */
public interface StateBackend extends AutoCloseable {
    /** The id of a backend that holds no whole checkpoint. */
    long NO_CHECKPOINT = 0;

    /** The value length, in bytes, that every backend takes. */
    int MIN_MAX_VALUE_LENGTH = 16 << 20;

    /** The number of stores that every backend takes. */
    int MIN_STORES = 64;

    /** What this backend can do. It never changes. */
    StateCapabilities capabilities();

    /**
     * The store called {@code name}, to read it. It need not exist: until something is put into it, it is empty.
     *
     * @throws IllegalArgumentException when {@link StoreNames#check} refuses the name
     */
    StateStore store(String name);

    /**
     * Makes all changes of {@code batch}, in their order, and remembers {@code checkpointId}, in one atomic step.
     *
     * <p>The id must be greater than the last one; only {@link #NO_CHECKPOINT} may follow itself, while a checkpoint is loaded in parts. An empty batch only
     * moves the id. A persistent backend keeps the batch when the process is killed after the return. When the machine loses power it may fall back to an
     * earlier batch, but never to half of one: there is no need to wait for the disk.
     *
     * <p>A backend may {@link StateBatch#normalize} the batch.
     *
     * @throws IllegalArgumentException when the id does not rise, or a key is longer than the limit; nothing was changed
     * @throws IOException when the batch could not be written. It was applied as a whole or not at all; {@link #lastCheckpointId} says which
     */
    void apply(StateBatch batch, long checkpointId) throws IOException;

    /** The id of the last batch, or {@link #NO_CHECKPOINT}. */
    long lastCheckpointId() throws IOException;

    /**
     * Empties every store and forgets the last id, in one atomic step.
     *
     * @throws IOException when it failed; everything is still there, or nothing is
     */
    void clear() throws IOException;

    /**
     * Closes it. Calls under way in other threads end well or throw {@link IllegalStateException}; cursors left open are of no use any more.
     *
     * @throws IOException when something could not be written; it is closed all the same
     */
    @Override
    void close() throws IOException;
}
