// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Prints the table in docs/state-backends.md. It is no benchmark: one process, one thread, and PostgreSQL on the same machine.
 *
 * <p>Run it with the test class path of this module: {@code java -cp ... io.tidemark.state.jdbc.Measurements [a directory for H2]}.
 */
public final class Measurements {
    private static final int ENTRIES = 10_000;
    private static final int ROUNDS = 30;
    private static final int WARM_UP = 10;

    private final Kind kind;
    private final Path directory;
    private final Random random = new Random(1);

    private Measurements(Kind kind, Path directory) {
        this.kind = kind;
        this.directory = directory;
    }

    /** Measures both. */
    public static void main(String[] args) throws Exception {
        System.setProperty(Postgres.FSYNC, "true");
        Path directory = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("measurements");
        for (Kind kind : Kind.values()) {
            new Measurements(kind, directory).run();
        }
    }

    private void run() throws Exception {
        try (StateBackend backend = kind.open(directory)) {
            backend.clear();
            long id = 1;
            backend.apply(batch(), id);
            long[] applies = new long[ROUNDS];
            for (int i = 0; i < WARM_UP + ROUNDS; i++) {
                StateBatch batch = batch();
                long start = System.nanoTime();
                backend.apply(batch, ++id);
                applies[Math.max(0, i - WARM_UP)] = System.nanoTime() - start;
            }
            print("apply of 10,000 entries of 100 bytes, all of them there before", applies, 1);
            print("get, each of 10,000 keys once, one after the other", measure(() -> getAll(backend)), ENTRIES);
            print("scan of 10,000 entries", measure(() -> scan(backend, KeyRange.all(), ENTRIES)), 1);
            print("scan of 10 entries", measure(() -> scanShort(backend)), 1000);
            System.out.printf(
                    "%-8s %-64s %d KiB%n", kind, "on disk, of 1,270 KiB in keys and values", bytesOnDisk() >> 10);
            long start = System.nanoTime();
            backend.clear();
            System.out.printf(
                    "%-8s %-64s %.1f ms%n", kind, "clear of 10,000 entries", (System.nanoTime() - start) / 1e6);
        }
    }

    private long[] measure(Calls.Action action) throws Exception {
        long[] times = new long[ROUNDS];
        for (int i = 0; i < WARM_UP + ROUNDS; i++) {
            long start = System.nanoTime();
            action.run();
            times[Math.max(0, i - WARM_UP)] = System.nanoTime() - start;
        }
        return times;
    }

    private void print(String what, long[] times, int each) {
        Arrays.sort(times);
        String unit = each == 1 ? "ms" : "us";
        double divisor = (each == 1 ? 1e6 : 1e3) * each;
        System.out.printf(
                "%-8s %-64s median %.1f %s, %.1f to %.1f%n",
                kind,
                what,
                times[times.length / 2] / divisor,
                unit,
                times[0] / divisor,
                times[times.length - 1] / divisor);
    }

    private StateBatch batch() {
        StateBatch batch = new StateBatch();
        for (int i = 0; i < ENTRIES; i++) {
            byte[] value = new byte[100];
            random.nextBytes(value);
            batch.put("a", key(i), value);
        }
        return batch;
    }

    /** As the engine's: a slice, a hash and a number. */
    private static byte[] key(int i) {
        return ByteBuffer.allocate(30)
                .putLong(i % 7)
                .putLong(i * 0x9E3779B97F4A7C15L)
                .putLong(i)
                .array();
    }

    private static void getAll(StateBackend backend) throws IOException {
        for (int i = 0; i < ENTRIES; i++) {
            if (backend.store("a").get(key(i)) == null) {
                throw new IOException("an entry is missing");
            }
        }
    }

    private static void scanShort(StateBackend backend) throws IOException {
        for (int i = 0; i < 1000; i++) {
            scan(backend, KeyRange.startingAt(key(7 * i)), 10);
        }
    }

    private static void scan(StateBackend backend, KeyRange range, int count) throws IOException {
        try (StateCursor cursor = backend.store("a").scan(range)) {
            for (int i = 0; i < count; i++) {
                if (!cursor.next() || cursor.value().length != 100) {
                    throw new IOException("an entry is missing");
                }
            }
        }
    }

    private long bytesOnDisk() throws Exception {
        if (kind == Kind.H2) {
            try (Stream<Path> files = Files.walk(directory)) {
                return files.mapToLong(file -> file.toFile().length()).sum();
            }
        }
        try (Connection connection = kind.connect(directory);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_total_relation_size('state_entry')")) {
            row.next();
            return row.getLong(1);
        }
    }
}
