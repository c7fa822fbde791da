// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backend keeps for itself beside the stores: the format, the last checkpoint's id, which store has which number. Every batch writes it along.
 *
 * @param place for messages
 * @param database where they are
 */
record Records(Place place, OrderedDatabase database) {
    private static final byte[] FORMAT = StoreKeys.own("format");
    private static final byte[] CHECKPOINT = StoreKeys.own("checkpoint");
    private static final int VERSION = 1;

    /** Writes the format and the id. */
    static void write(OrderedWriter writer, long checkpointId) throws IOException {
        StateOutput out = new StateOutput(Long.BYTES);
        out.writeInt(VERSION);
        writer.put(FORMAT, out.toByteArray());
        out.reset();
        out.writeLong(checkpointId);
        writer.put(CHECKPOINT, out.toByteArray());
    }

    long lastCheckpointId() throws IOException {
        byte @Nullable [] value = database.get(CHECKPOINT);
        return value == null ? StateBackend.NO_CHECKPOINT : new StateInput(value).readLong();
    }

    /** The stores there are. */
    StoreKeys stores() throws IOException {
        requireKnownFormat();
        StoreKeys keys = new StoreKeys();
        try (OrderedWalk walk = database.walk(StoreKeys.records())) {
            while (walk.next()) {
                load(keys, walk);
            }
        }
        return keys;
    }

    private void load(StoreKeys keys, OrderedWalk walk) throws CorruptStateException {
        try {
            keys.load(walk.key(), walk.value());
        } catch (CorruptStateException e) {
            throw place.damaged(e);
        }
    }

    private void requireKnownFormat() throws IOException {
        byte @Nullable [] format = database.get(FORMAT);
        if (format == null) {
            requireEmpty();
        } else {
            int version = new StateInput(format).readInt();
            if (version != VERSION) {
                throw place.failed(
                        "has format " + version + ", and this version knows format " + VERSION
                                + ": use the version that wrote it, or delete this directory and let the checkpoint log fill it");
            }
        }
    }

    private void requireEmpty() throws IOException {
        for (KeyRange range : List.of(StoreKeys.range(StoreKeys.NONE, KeyRange.all()), StoreKeys.all())) {
            try (OrderedWalk walk = database.walk(range)) {
                if (walk.next()) {
                    throw place.failed("holds something else than state: choose another path");
                }
            }
        }
    }
}
