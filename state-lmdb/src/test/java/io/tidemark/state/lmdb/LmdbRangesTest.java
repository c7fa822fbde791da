// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import io.tidemark.state.ordered.Place;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Ranges are deleted entry by entry, while the tree is rebalanced under the cursor: over several levels of pages, against a sorted map. */
final class LmdbRangesTest {
    private static final int KEYS = 30_000;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    @Test
    void deleting_large_ranges_of_a_deep_tree_leaves_what_is_left_in_a_sorted_map(@TempDir Path directory)
            throws IOException {
        Random random = seeds.random();
        TreeMap<byte[], byte[]> expected = new TreeMap<>(Arrays::compareUnsigned);
        Place place = new Place("lmdb", "ranges", directory);
        Settings settings = new Settings(1L << 30, 100, true);
        for (int id = 1; id <= 8; id++) {
            // Opened anew each time, so that the file is checked as well.
            try (StateBackend backend = LmdbStateBackendFactory.open(place, settings)) {
                StateBatch batch = new StateBatch();
                for (int i = 0; i < 5; i++) {
                    KeyRange range = range(random);
                    batch.deleteRange("a", range);
                    expected.keySet().removeIf(range::contains);
                }
                for (int i = 0; i < KEYS / 3; i++) {
                    byte[] key = key(random);
                    byte[] value = new byte[random.nextInt(100) == 0 ? random.nextInt(20_000) : random.nextInt(200)];
                    batch.put("a", key, value);
                    expected.put(key, value);
                }
                backend.apply(batch, id);
                compare(backend, expected);
            }
        }
    }

    private static void compare(StateBackend backend, Map<byte[], byte[]> expected) throws IOException {
        try (StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
            for (Map.Entry<byte[], byte[]> entry : expected.entrySet()) {
                assertThat(cursor.next()).isTrue();
                if (!Arrays.equals(cursor.key(), entry.getKey()) || !Arrays.equals(cursor.value(), entry.getValue())) {
                    throw new AssertionError("entry " + Arrays.toString(entry.getKey()) + " is not what is there");
                }
            }
            assertThat(cursor.next()).isFalse();
        }
    }

    private static KeyRange range(Random random) {
        byte[] from = key(random);
        byte[] to = key(random);
        return Arrays.compareUnsigned(from, to) < 0 ? KeyRange.of(from, to) : KeyRange.of(to, from);
    }

    private static byte[] key(Random random) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(random.nextInt(KEYS)).array();
    }
}
