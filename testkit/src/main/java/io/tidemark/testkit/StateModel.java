// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a backend must hold after random batches: sorted maps of the JDK that are changed along with it. */
final class StateModel {
    private static final List<String> STORES = List.of("a", "b", "c");

    private final Random random;
    private final Map<String, TreeMap<byte[], byte[]>> stores = new TreeMap<>();

    StateModel(Random random) {
        this.random = random;
        STORES.forEach(store -> stores.put(store, new TreeMap<>(Arrays::compareUnsigned)));
    }

    void compare(StateBackend backend, int batches) throws IOException {
        for (int id = 1; id <= batches; id++) {
            StateBatch batch = new StateBatch();
            int changes = random.nextInt(400);
            for (int i = 0; i < changes; i++) {
                change(batch);
            }
            backend.apply(batch, id);
            for (String store : STORES) {
                compareStore(backend, store, KeyRange.all());
                compareStore(backend, store, range());
                byte[] key = key();
                @Nullable String expected = Bytes.hex(of(store).get(key));
                assertThat(Bytes.hex(backend.store(store).get(key)))
                        .as("value of %s in %s after batch %d", Bytes.hex(key), store, id)
                        .isEqualTo(expected);
            }
        }
    }

    private void compareStore(StateBackend backend, String store, KeyRange range) throws IOException {
        List<String> expected = of(store).entrySet().stream()
                .filter(entry -> range.contains(entry.getKey()))
                .map(entry -> Bytes.hex(entry.getKey()) + "=" + Bytes.hex(entry.getValue()))
                .toList();
        assertThat(Bytes.scan(backend.store(store), range))
                .as("entries of %s in %s after batch %d", range, store, backend.lastCheckpointId())
                .isEqualTo(expected);
    }

    private void change(StateBatch batch) {
        String store = STORES.get(random.nextInt(STORES.size()));
        int kind = random.nextInt(100);
        if (kind < 2) {
            KeyRange range = range();
            batch.deleteRange(store, range);
            of(store).keySet().removeIf(range::contains);
        } else if (kind < 30) {
            byte[] key = key();
            batch.delete(store, key);
            of(store).remove(key);
        } else {
            byte[] key = key();
            byte[] value = new byte[random.nextInt(20)];
            random.nextBytes(value);
            batch.put(store, key, value);
            of(store).put(key, value);
        }
    }

    private Map<byte[], byte[]> of(String store) {
        return Objects.requireNonNull(stores.get(store));
    }

    private KeyRange range() {
        return switch (random.nextInt(4)) {
            case 0 -> KeyRange.prefix(key());
            case 1 -> KeyRange.startingAt(key());
            case 2 -> KeyRange.before(key());
            default -> KeyRange.of(key(), key());
        };
    }

    /** Short, of few different bytes from both ends of their range, so that keys meet, are prefixes of each other and carry. */
    private byte[] key() {
        byte[] key = new byte[1 + random.nextInt(4)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(8) - 4);
        }
        return key;
    }
}
