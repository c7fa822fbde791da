// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets many threads wait for the disk at once: one of those that wait syncs, for all that was written until it began; the others wait for it. */
final class GroupCommit {
    /** Syncs, and says up to which record everything is on the disk now. */
    @FunctionalInterface
    interface Disk {
        long sync() throws IOException;
    }

    private final Disk disk;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition synced = lock.newCondition();
    private volatile long durable;
    private boolean isSyncing;
    private @Nullable IOException failure;

    GroupCommit(Disk disk, long durable) {
        this.disk = disk;
        this.durable = durable;
    }

    /** All records before this one are on the disk. */
    long durable() {
        return durable;
    }

    /**
     * Waits until all records before {@code end} are on the disk. An interruption does not end the wait.
     *
     * @throws IOException when they may not be. After a sync that failed nobody knows what is on the disk, and another one that succeeds does not tell; so all later ones fail too
     */
    void await(long end) throws IOException {
        lock.lock();
        try {
            while (durable < end) {
                requireHealthy();
                if (isSyncing) {
                    synced.awaitUninterruptibly();
                } else {
                    sync();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Fails when a sync has failed. */
    void requireHealthy() throws IOException {
        lock.lock();
        try {
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has all that comes later fail, because of {@code cause}. */
    void fail(IOException cause) {
        lock.lock();
        try {
            failure = cause;
        } finally {
            lock.unlock();
        }
    }

    /** With the lock, which it gives up meanwhile. */
    private void sync() {
        isSyncing = true;
        lock.unlock();
        long end = durable;
        IOException failed = null;
        try {
            end = disk.sync();
        } catch (IOException e) {
            failed = e;
        } finally {
            lock.lock();
            isSyncing = false;
            durable = Math.max(durable, end);
            if (failed != null) {
                failure = failed;
            }
            synced.signalAll();
        }
    }
}
