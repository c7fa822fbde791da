// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Threads that read or write a backend while another one writes, clears or closes it. Every batch can be told from half a batch. */
final class WholeBatches {
    private static final int READERS = 3;
    private static final int MIN_BATCHES = 100;
    private static final int MAX_BATCHES = 3000;
    /** So many rounds of reads there are at least while batches are written. */
    private static final int ROUNDS = 100;

    private static final int SHORT_READS = 20;
    private static final int KEYS = 40;
    private static final byte[] NEWEST = Bytes.hex("ff");

    private final StateBackend backend;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicBoolean reading = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong applied = new AtomicLong();

    WholeBatches(StateBackend backend) {
        this.backend = backend;
    }

    void readWhileWriting() throws Exception {
        backend.apply(batch(1), 1);
        List<Callable<Boolean>> actions =
                new ArrayList<>(Collections.nCopies(READERS, () -> readUntilDone(this::read)));
        actions.add(this::write);
        Concurrently.run(actions);
    }

    void closeWhileReading() throws Exception {
        backend.apply(batch(1), 1);
        List<Callable<Boolean>> actions = new ArrayList<>(Collections.nCopies(READERS, this::readUntilClosed));
        actions.add(this::closeOnceReading);
        Concurrently.run(actions);
    }

    /** Readers while everything is cleared and written again, over and over. */
    void readWhileClearing() throws Exception {
        backend.apply(batch(1), 1);
        List<Callable<Boolean>> actions =
                new ArrayList<>(Collections.nCopies(READERS, () -> readUntilDone(this::readAllOrNothing)));
        actions.add(this::clearAndWrite);
        Concurrently.run(actions);
    }

    /** Closes the backend in the middle of a batch, if it lets itself be. */
    void closeWhileWriting() throws Exception {
        backend.apply(batch(1), 1);
        applied.set(1);
        Concurrently.run(List.<Callable<Boolean>>of(this::writeUntilClosed, this::closeOnceWriting));
    }

    /** Closes the backend while some threads read and one writes. */
    void closeInUse() throws Exception {
        backend.apply(batch(1), 1);
        List<Callable<Boolean>> actions = new ArrayList<>(Collections.nCopies(READERS, this::readUntilClosed));
        actions.add(this::writeUntilClosed);
        actions.add(this::closeOnceReading);
        Concurrently.run(actions);
    }

    /** Checks that {@code reopened} holds just the last batch that {@link #closeWhileWriting} could apply, or the one that it could not. */
    void requireLastBatch(StateBackend reopened) throws IOException {
        long last = reopened.lastCheckpointId();
        assertThat(last)
                .as("the last id after closing while batch %d was applied", applied.get() + 1)
                .isBetween(applied.get(), applied.get() + 1);
        assertThat(batchesSeen(reopened))
                .as("entries of batch %d after closing while the next one was applied", last)
                .hasSize(KEYS + 1)
                .containsOnly(Bytes.hex(Bytes.number((int) last)));
    }

    private boolean readUntilDone(IoAction read) throws IOException {
        try {
            do {
                read.run();
                rounds.incrementAndGet();
            } while (!done.get());
            return true;
        } finally {
            // Also when it fails: then nobody needs to go on.
            done.set(true);
        }
    }

    private boolean write() throws IOException {
        try {
            for (int i = 2; i <= MAX_BATCHES && !done.get(); i++) {
                backend.apply(batch(i), i);
                if (i >= MIN_BATCHES && rounds.get() >= ROUNDS) {
                    break;
                }
            }
        } finally {
            done.set(true);
        }
        return true;
    }

    private boolean clearAndWrite() throws IOException {
        try {
            for (int i = 2; i <= MAX_BATCHES && !done.get(); i++) {
                backend.clear();
                backend.apply(batch(i), 1);
                if (i >= MIN_BATCHES && rounds.get() >= ROUNDS) {
                    break;
                }
            }
        } finally {
            done.set(true);
        }
        return true;
    }

    private boolean writeUntilClosed() throws IOException {
        try {
            for (int i = 2; ; i++) {
                backend.apply(batch(i), i);
                applied.set(i);
            }
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("closed");
            return true;
        } finally {
            done.set(true);
        }
    }

    private boolean closeOnceWriting() throws IOException {
        while (applied.get() < MIN_BATCHES && !done.get()) {
            Thread.onSpinWait();
        }
        backend.close();
        return true;
    }

    private boolean readUntilClosed() throws IOException {
        try {
            boolean beganBeforeClose;
            do {
                beganBeforeClose = !closed.get();
                read();
                reading.set(true);
            } while (beganBeforeClose);
            throw new AssertionError("a scan that began after close() had returned went well");
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("closed");
            return true;
        } finally {
            // Else a reader that fails would let the closing thread wait for ever.
            reading.set(true);
        }
    }

    private boolean closeOnceReading() throws IOException {
        while (!reading.get()) {
            Thread.onSpinWait();
        }
        backend.close();
        closed.set(true);
        return true;
    }

    /** Batch {@code number}: each has keys of its own, so that half a batch also shows in how many there are, and all have one key in each of two stores. */
    private static StateBatch batch(int number) {
        StateBatch batch = new StateBatch();
        batch.deleteRange("a", KeyRange.all());
        for (int i = 0; i < KEYS; i++) {
            batch.put("a", Bytes.number(i * 10_000 + number), Bytes.number(number));
        }
        batch.put("a", NEWEST, Bytes.number(number));
        batch.put("b", NEWEST, Bytes.number(number));
        return batch;
    }

    private void readAllOrNothing() throws IOException {
        List<@Nullable String> seen = batchesSeen(backend);
        if (!seen.isEmpty()) {
            requireWhole(seen);
        }
    }

    private void read() throws IOException {
        requireWhole(batchesSeen(backend));
        // Short reads, many of them: between two commits of a backend that makes two there is little time.
        for (int i = 0; i < SHORT_READS; i++) {
            requireAsNew("a", "b");
            requireAsNew("b", "a");
        }
    }

    /** The numbers of the batches that one scan sees entries of. */
    private static List<@Nullable String> batchesSeen(StateBackend backend) throws IOException {
        List<@Nullable String> seen = new ArrayList<>();
        try (StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
            while (cursor.next()) {
                seen.add(Bytes.hex(cursor.value()));
            }
        }
        return seen;
    }

    private static void requireWhole(List<@Nullable String> seen) {
        assertThat(seen.stream().distinct()).as("batches that one scan sees").hasSize(1);
        assertThat(seen).as("entries of one whole batch").hasSize(KEYS + 1);
    }

    private void requireAsNew(String first, String second) throws IOException {
        byte[] seen = backend.store(first).get(NEWEST);
        byte[] later = backend.store(second).get(NEWEST);
        if (seen == null || later == null || Arrays.compareUnsigned(later, seen) < 0) {
            throw new AssertionError("a batch is seen in all stores at once, but after " + Bytes.hex(seen)
                    + " was seen in store '" + first + "', " + Bytes.hex(later) + " was seen in '" + second + "'");
        }
        long id = backend.lastCheckpointId();
        if (Arrays.compareUnsigned(Bytes.number((int) id), later) < 0) {
            throw new AssertionError("a batch is seen with its id, but after batch " + Bytes.hex(later)
                    + " was seen, the last id was " + id);
        }
    }
}
