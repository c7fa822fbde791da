// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointHeader;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.source.Positions;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What tests of logs do again and again. */
final class Logs {
    /** Few and small, so that little is needed to meet every case. */
    static final LogOptions SMALL = new LogOptions(3, 256, 1.0, 3);

    private Logs() {}

    /** Opens a log in which nothing is to be warned of. */
    static CheckpointLog open(CheckpointStorage storage) throws IOException {
        return open(storage, SMALL);
    }

    static CheckpointLog open(CheckpointStorage storage, LogOptions options) throws IOException {
        return CheckpointLog.open(storage, options, Logs::fail);
    }

    static CheckpointHeader header(long id) {
        return new CheckpointHeader(
                "job", id, 1000 * id, new Positions(Map.of(0, id, 7, -id)), new TreeMap<>(Map.of("a view", 10 * id)));
    }

    /** Writes a checkpoint on top of the last one of the log. */
    static Checkpoint write(CheckpointLog log, StateBatch batch) throws IOException {
        return log.write(header(log.nextId()), last(log), batch);
    }

    static Optional<Checkpoint> last(CheckpointLog log) {
        List<Checkpoint> all = log.checkpoints();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    static StateBatch put(String store, String... keysAndValues) {
        StateBatch batch = new StateBatch();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            batch.put(store, keysAndValues[i].getBytes(US_ASCII), keysAndValues[i + 1].getBytes(US_ASCII));
        }
        return batch;
    }

    /** The entries of a checkpoint as {@code store/key=value}, in the order they come in. */
    static List<String> entries(CheckpointLog log, Checkpoint checkpoint) throws IOException {
        List<String> entries = new ArrayList<>();
        log.read(checkpoint, new Lines(entries));
        return entries;
    }

    private static void fail(String warning) {
        throw new AssertionError("there is nothing to warn of here: " + warning);
    }

    /** Writes puts down. A log that is read has nothing else. */
    private record Lines(List<String> lines) implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            HexFormat hex = HexFormat.of();
            lines.add(store + "/" + hex.formatHex(key) + "=" + hex.formatHex(value));
        }

        @Override
        public void delete(String store, byte[] key) {
            throw new AssertionError("a delete in " + store);
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            throw new AssertionError("a deleted range in " + store);
        }
    }
}
