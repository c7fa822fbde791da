// SPDX-License-Identifier: Apache-2.0
package io.tidemark.archive;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the panes of one job for long: the cold tier. It grows with every window that finishes, and shrinks by {@link #deleteEndedBefore}.
 *
 * <p>Laws ({@code WindowArchiveContract} in testkit checks them):
 *
 * <ol>
 *   <li><b>Batches are atomic.</b> A reader sees all of an {@link #append} or nothing of it, and one {@link #scan} sees one state from its first pane to its last. When {@code append} has returned, its panes
 *       outlive the process.
 *   <li><b>A pane is there once.</b> Of two panes of one identity the later one stays: a job that starts again after a crash writes some a second time.
 *   <li><b>Order.</b> A scan yields keys one after the other, those of up to 400 bytes ascending as unsigned bytes; of a key the windows by start, then end; of a window the panes by sequence.
 *   <li><b>Views are apart.</b> What has another name, or another shape, is never part of a scan.
 *   <li><b>One writer.</b> Who calls {@link #claim} last is the only one that may write; {@code append} and {@code forgetAfter} of others throw {@link io.tidemark.checkpoint.FencedException}.
 *   <li><b>Taking back.</b> After {@link #forgetAfter} it is as if no batch of a later epoch had been written, provided that no pane was written twice in different epochs.
 * </ol>
 *
 * <p>Reading needs no claim, and waits for no writer. Several threads may use it at once. After {@link #close} every call throws {@link IllegalStateException}.
 */
public interface WindowArchive extends AutoCloseable {
    /**
     * Makes this the only writer, for as long as nobody else claims the job's archive.
     *
     * @return the highest epoch of all panes that were ever appended and not taken back, at least 0
     */
    long claim() throws IOException;

    /**
     * Writes panes, of any views, keys and windows.
     *
     * @throws io.tidemark.checkpoint.FencedException when another one has claimed it
     * @throws IllegalStateException when it was never claimed
     * @throws IOException when it is not certain that they were written: all are there, or none. Writing them again is right in both cases
     */
    void append(List<ArchivedPane> panes) throws IOException;

    /**
     * Takes back every pane of an epoch after {@code epoch}: a job goes on from a checkpoint, and writes what came after it anew.
     *
     * @throws io.tidemark.checkpoint.FencedException when another one has claimed it
     * @throws IllegalStateException when it was never claimed
     */
    void forgetAfter(long epoch) throws IOException;

    /** The views that panes were ever written of, in the order in which they came. */
    List<ArchivedView> views() throws IOException;

    /**
     * Reads panes.
     *
     * @param key only of this one; null for all keys
     * @param visitor may take its time, and must not write to this archive; what it throws ends the scan and comes out of it
     */
    void scan(ArchiveRange range, byte @Nullable [] key, ArchiveVisitor visitor) throws IOException;

    /**
     * Deletes panes of windows of event time that ended at {@code time} or before, of each view the oldest first. All panes of a key and window go at once. Windows that have no end in time, of counted elements and the global
     * one, stay.
     *
     * @param limit about how many at most; it is exceeded by the rest of a window
     * @return how many were deleted; 0 when there are no more
     */
    int deleteEndedBefore(long time, int limit) throws IOException;

    /** Closes it. Closing again does nothing. */
    @Override
    void close() throws IOException;
}
