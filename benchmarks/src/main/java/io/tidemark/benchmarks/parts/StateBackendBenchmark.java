// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.parts;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import io.tidemark.state.lmdb.LmdbStateBackendFactory;
import io.tidemark.state.memory.MemoryStateBackendFactory;
import io.tidemark.state.rocksdb.RocksDbStateBackendFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A state backend that holds 100,000 entries of 100 bytes, their keys of 24: a checkpoint that changes 10,000 of them, one read, a scan over 10,000.
 *
 * <pre>
 * benchmarks/run jmh StateBackendBenchmark
 * </pre>
 *
 * <p>The files are in the directory of temporary files ({@code -jvmArgsAppend -Djava.io.tmpdir=} for another one).
 *
 * <p>What it does not show: state that is larger than the memory, several readers, values of several sizes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StateBackendBenchmark {
    private static final int ENTRIES = 100_000;
    private static final int CHANGES = 10_000;
    private static final int VALUE = 100;
    private static final int BATCHES = 16;
    private static final String STORE = "windows";

    /** The backends. */
    public enum Backend {
        /** On the heap. */
        MEMORY,
        /** RocksDB. */
        ROCKSDB,
        /** LMDB. */
        LMDB;

        StateBackendFactory factory() {
            return switch (this) {
                case MEMORY -> new MemoryStateBackendFactory();
                case ROCKSDB -> new RocksDbStateBackendFactory();
                case LMDB -> new LmdbStateBackendFactory();
            };
        }
    }

    /** The backend. */
    @Param
    @SuppressWarnings("NullAway.Init") // JMH sets it.
    Backend backend;

    private final Random random = new Random(1);
    private final byte[][] keys = new byte[ENTRIES][];
    private final StateBatch[] batches = new StateBatch[BATCHES];
    private @Nullable Path directory;
    private @Nullable StateBackend open;
    private long id;
    private int next;

    /** Opens and fills it. */
    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("tidemark-state");
        Map<String, String> properties = backend == Backend.MEMORY ? Map.of() : Map.of("path", directory.toString());
        StateBackend filled = backend.factory().open(new StateBackendConfig("benchmark", properties));
        open = filled;
        StateBatch all = new StateBatch();
        for (int i = 0; i < ENTRIES; i++) {
            // A hundred slices of a thousand keys, which are hashes.
            keys[i] = ByteBuffer.allocate(24)
                    .putLong(i / 1000)
                    .putLong(random.nextLong())
                    .putLong(i)
                    .array();
            all.put(STORE, keys[i], value());
        }
        filled.apply(all, ++id);
        for (int i = 0; i < BATCHES; i++) {
            batches[i] = batch();
        }
    }

    /** Closes it and deletes its files. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        backend().close();
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A checkpoint of 10,000 changed entries. */
    @Benchmark
    public void apply() throws IOException {
        backend().apply(batches[next++ % BATCHES], ++id);
    }

    /** One entry, anywhere. */
    @Benchmark
    public byte @Nullable [] get() throws IOException {
        return backend().store(STORE).get(keys[random.nextInt(ENTRIES)]);
    }

    /** Ten slices: 10,000 entries. */
    @Benchmark
    public long scan() throws IOException {
        long from = random.nextInt(ENTRIES / 1000 - 9);
        long bytes = 0;
        try (StateCursor cursor = backend().store(STORE).scan(KeyRange.of(slice(from), slice(from + 10)))) {
            while (cursor.next()) {
                bytes += cursor.key().length + cursor.value().length;
            }
        }
        if (bytes != (24L + VALUE) * CHANGES) {
            throw new AssertionError("a scan saw " + bytes + " bytes");
        }
        return bytes;
    }

    private StateBackend backend() {
        if (open == null) {
            throw new AssertionError("not set up");
        }
        return open;
    }

    private StateBatch batch() {
        StateBatch batch = new StateBatch();
        for (int i = 0; i < CHANGES; i++) {
            batch.put(STORE, keys[random.nextInt(ENTRIES)], value());
        }
        return batch;
    }

    private byte[] value() {
        byte[] value = new byte[VALUE];
        random.nextBytes(value);
        return value;
    }

    private static byte[] slice(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
