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
import org.jspecify.annotations.Nullable;

/** Threads that read a backend while another one writes or closes it. Every batch can be told from half a batch. */
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

    WholeBatches(StateBackend backend) {
        this.backend = backend;
    }

    void readWhileWriting() throws Exception {
        backend.apply(batch(1), 1);
        List<Callable<Boolean>> actions = new ArrayList<>(Collections.nCopies(READERS, this::readUntilDone));
        actions.add(this::write);
        Concurrently.run(actions);
    }

    void closeWhileReading() throws Exception {
        backend.apply(batch(1), 1);
        List<Callable<Boolean>> actions = new ArrayList<>(Collections.nCopies(READERS, this::readUntilClosed));
        actions.add(this::closeOnceReading);
        Concurrently.run(actions);
    }

    private boolean readUntilDone() throws IOException {
        try {
            do {
                read();
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

    private void read() throws IOException {
        List<@Nullable String> seen = new ArrayList<>();
        try (StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
            while (cursor.next()) {
                seen.add(Bytes.hex(cursor.value()));
            }
        }
        assertThat(seen.stream().distinct()).as("batches that one scan sees").hasSize(1);
        assertThat(seen).as("entries of one whole batch").hasSize(KEYS + 1);
        // Short reads, many of them: between two commits of a backend that makes two there is little time.
        for (int i = 0; i < SHORT_READS; i++) {
            requireAsNew("a", "b");
            requireAsNew("b", "a");
        }
    }

    private void requireAsNew(String first, String second) throws IOException {
        byte[] seen = backend.store(first).get(NEWEST);
        byte[] later = backend.store(second).get(NEWEST);
        if (seen == null || later == null || Arrays.compareUnsigned(later, seen) < 0) {
            throw new AssertionError("a batch is seen in all stores at once, but after " + Bytes.hex(seen)
                    + " was seen in store '" + first + "', " + Bytes.hex(later) + " was seen in '" + second + "'");
        }
    }
}
