// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.log;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/** What a log must hold after random batches: sorted maps of the JDK that are changed along with it. */
final class NaiveState {
    private static final List<String> STORES = List.of("a", "a_b", "b");

    private final Random random;
    private final Map<String, TreeMap<byte[], byte[]>> stores = new TreeMap<>();

    NaiveState(Random random) {
        this.random = random;
        STORES.forEach(store -> stores.put(store, new TreeMap<>(Arrays::compareUnsigned)));
    }

    private NaiveState(NaiveState that) {
        random = that.random;
        that.stores.forEach((store, entries) -> stores.put(store, new TreeMap<>(entries)));
    }

    NaiveState copy() {
        return new NaiveState(this);
    }

    /** Up to {@code most} random changes, made here too. */
    StateBatch change(int most) {
        StateBatch batch = new StateBatch();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            change(batch);
        }
        return batch;
    }

    /** A batch that makes everything that there is. */
    StateBatch everything() {
        StateBatch batch = new StateBatch();
        stores.forEach((store, entries) -> entries.forEach((key, value) -> batch.put(store, key, value)));
        return batch;
    }

    List<String> entries() {
        HexFormat hex = HexFormat.of();
        List<String> lines = new ArrayList<>();
        stores.forEach((store, entries) -> entries.forEach(
                (key, value) -> lines.add(store + "/" + hex.formatHex(key) + "=" + hex.formatHex(value))));
        return lines;
    }

    private void change(StateBatch batch) {
        String store = STORES.get(random.nextInt(STORES.size()));
        TreeMap<byte[], byte[]> entries = Objects.requireNonNull(stores.get(store));
        int kind = random.nextInt(100);
        if (kind < 5) {
            KeyRange range = range();
            batch.deleteRange(store, range);
            entries.keySet().removeIf(range::contains);
        } else if (kind < 30) {
            byte[] key = key();
            batch.delete(store, key);
            entries.remove(key);
        } else {
            byte[] key = key();
            byte[] value = new byte[kind < 33 ? 300 : random.nextInt(20)];
            random.nextBytes(value);
            batch.put(store, key, value);
            entries.put(key, value);
        }
    }

    private KeyRange range() {
        return switch (random.nextInt(9)) {
            case 0 -> KeyRange.all();
            case 1, 2 -> KeyRange.prefix(key());
            case 3 -> KeyRange.startingAt(key());
            case 4 -> KeyRange.before(key());
            default -> KeyRange.of(key(), key());
        };
    }

    /** Short, of few different bytes from both ends of their range, so that keys meet, are prefixes of each other and carry. */
    private byte[] key() {
        byte[] key = new byte[1 + random.nextInt(3)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(6) - 3);
        }
        return key;
    }
}
