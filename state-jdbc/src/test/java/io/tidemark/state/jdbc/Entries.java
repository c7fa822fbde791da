// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries for tests: numbers as keys and values. */
final class Entries {
    private Entries() {}

    static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    /** A batch that sets one key of store {@code a}. */
    static StateBatch put(int key, int value) {
        return put(key, number(value));
    }

    static StateBatch put(int key, byte[] value) {
        StateBatch batch = new StateBatch();
        batch.put("a", number(key), value);
        return batch;
    }

    /** A batch that sets many keys of store {@code a} to their own numbers. */
    static StateBatch many(int count) {
        StateBatch batch = new StateBatch();
        for (int i = 0; i < count; i++) {
            batch.put("a", number(i), number(i));
        }
        return batch;
    }

    static @Nullable String get(StateBackend backend, int key) throws IOException {
        byte[] value = backend.store("a").get(number(key));
        return value == null ? null : HexFormat.of().formatHex(value);
    }

    /** The values of a store as numbers, in the order of their keys. */
    static List<Integer> values(StateBackend backend, String store) throws IOException {
        List<Integer> values = new ArrayList<>();
        try (StateCursor cursor = backend.store(store).scan(KeyRange.all())) {
            while (cursor.next()) {
                values.add(ByteBuffer.wrap(cursor.value()).getInt());
            }
        }
        return values;
    }
}
