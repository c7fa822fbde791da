// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.WindowArchive;
import io.tidemark.checkpoint.FencedException;
import io.tidemark.sink.Rewindable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A job's archive: gathers what the workers hand over, writes it in batches, and applies the retention.
 *
 * <p>For checkpoints it is an output that can go back: its position is an epoch, and what comes after is of a later one.
 *
 * <p>When the archive fails, panes are kept and written later, up to a bound; beyond it the worker that brings more fails, and with it the job, which goes on from its last checkpoint.
 */
final class JobArchive implements Rewindable {
    /** So many panes, or bytes, are written together. */
    private static final int BATCH_PANES = 2_000;

    private static final long BATCH_BYTES = 4 << 20;

    /** So many times as much is kept while the archive fails. */
    private static final int MAX_BATCHES = 16;

    /** What a pane takes beside its bytes. */
    private static final long PANE_BYTES = 200;

    private static final int DELETED_AT_ONCE = 1_000;
    private static final long RETENTION_INTERVAL_MILLIS = 60_000;

    private final WindowArchive archive;
    private final long retention;
    private final Consumer<String> warnings;
    private List<ArchivedPane> pending = new ArrayList<>();
    private long pendingBytes;

    /** Of pending panes and bytes, from which on it is tried to write them. */
    private long attempt = 1;

    private long epoch;
    private long written;
    private long lastRetention = Long.MIN_VALUE;

    /**
     * What a job writes to {@code archive}.
     *
     * @param retention ms after which a window that has ended is deleted; {@link Long#MAX_VALUE} for never
     */
    JobArchive(WindowArchive archive, long retention, Consumer<String> warnings) {
        this.archive = archive;
        this.retention = retention;
        this.warnings = warnings;
    }

    /** Becomes the archive's writer. */
    synchronized void open() throws IOException {
        epoch = archive.claim() + 1;
    }

    /** Takes panes that readers should see together. */
    synchronized void add(List<ArchivedPane> panes) {
        for (ArchivedPane pane : panes) {
            pending.add(pane.inEpoch(epoch));
            pendingBytes += pane.key().length + pane.accumulators().length + PANE_BYTES;
        }
        if (pending.size() >= attempt * BATCH_PANES || pendingBytes >= attempt * BATCH_BYTES) {
            attempt++;
            tryToWrite();
        }
    }

    /** Writes what there is. After a failure it is kept. */
    synchronized void flush() throws IOException {
        if (!pending.isEmpty()) {
            archive.append(pending);
            written += pending.size();
            pending = new ArrayList<>();
            pendingBytes = 0;
        }
        attempt = 1;
    }

    private void tryToWrite() {
        try {
            flush();
        } catch (IOException e) {
            if (attempt > MAX_BATCHES || e instanceof FencedException) {
                throw new UncheckedIOException(e);
            }
            warnings.accept("what finished windows hold could not be archived: " + e.getMessage() + "; "
                    + pending.size() + " panes wait for it");
        }
    }

    /** Deletes what is too old, at most once a minute, and so much of it that what comes in goes out again. */
    synchronized void retain(long now) {
        if (retention == Long.MAX_VALUE || now < lastRetention + RETENTION_INTERVAL_MILLIS) {
            return;
        }
        lastRetention = now;
        long most = 10L * DELETED_AT_ONCE + 2 * written;
        written = 0;
        try {
            for (long deleted = DELETED_AT_ONCE; deleted <= most; deleted += DELETED_AT_ONCE) {
                if (archive.deleteEndedBefore(now - retention, DELETED_AT_ONCE) < DELETED_AT_ONCE) {
                    return;
                }
            }
        } catch (IOException e) {
            warnings.accept(
                    "old windows could not be deleted from the archive, which is tried again: " + e.getMessage());
        }
    }

    /** There is one for each job. */
    @Override
    public String target() {
        return "archive";
    }

    @Override
    public synchronized OptionalLong position() throws IOException {
        flush();
        return OptionalLong.of(epoch++);
    }

    @Override
    public synchronized void rewind(long position) throws IOException {
        archive.forgetAfter(position);
        epoch = Math.max(epoch, position + 1);
    }
}
