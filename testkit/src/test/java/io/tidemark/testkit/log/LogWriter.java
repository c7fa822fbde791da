// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.log;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LocalCheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process that writes one checkpoint after the other and says the id of each that was written, until it is killed. What checkpoint {@code n} holds follows from {@code n}. */
final class LogWriter {
    static final LogOptions OPTIONS = new LogOptions(2, 4096, 0.5, 3);

    private static final int KEYS = 200;

    private LogWriter() {}

    /** Argument: the directory. */
    public static void main(String[] arguments) throws IOException {
        try (CheckpointStorage storage = LocalCheckpointStorage.open(Path.of(arguments[0]))) {
            CheckpointLog log = CheckpointLog.open(storage, OPTIONS, System.out::println);
            Optional<Checkpoint> last = log.newestIntact();
            while (true) {
                long id = log.nextId();
                last = Optional.of(log.write(Logs.header(id), last, changes(id)));
                System.out.println("written " + id);
                log.compact();
            }
        }
    }

    /** The state at {@code id}, as {@link Logs#entries} shows it. */
    static List<String> expected(long id) {
        List<String> lines = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            long changed = id - Math.floorMod(id - key, 5);
            if (changed >= 1) {
                lines.add("a/%08x=%016x".formatted(key, changed) + "00".repeat(100));
            }
        }
        lines.add("b/%08x=".formatted(id));
        return lines;
    }

    /** Sets each fifth key, and the one key of another store. */
    private static StateBatch changes(long id) {
        StateBatch batch = new StateBatch();
        batch.deleteRange("b", KeyRange.all());
        batch.put("b", bytes(4).putInt((int) id).array(), new byte[0]);
        for (int key = (int) (id % 5); key < KEYS; key += 5) {
            batch.put("a", bytes(4).putInt(key).array(), bytes(108).putLong(id).array());
        }
        return batch;
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length);
    }
}
