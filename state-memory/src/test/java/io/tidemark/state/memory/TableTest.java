// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.state.KeyRange;
import io.tidemark.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the contract does not see: that leaves are well filled, and shared where nothing changed. */
final class TableTest {
    private static final int ENTRIES = 20_000;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();
    private final TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    private Table table = Table.EMPTY;

    @Test
    void a_changed_table_holds_what_a_sorted_map_holds_in_leaves_that_are_well_filled() {
        for (int round = 0; round < 30; round++) {
            change(random.nextInt(3) == 0 ? 10 : 3000);
            assertSame();
            KeyRange range = KeyRange.of(key(random.nextInt(ENTRIES)), key(random.nextInt(ENTRIES)));
            if (random.nextInt(3) == 0) {
                table = table.without(range);
                model.keySet().removeIf(range::contains);
                assertSame();
            }
        }
        table = table.without(KeyRange.all());
        assertThat(table).isSameAs(Table.EMPTY);
    }

    @Test
    void one_change_copies_one_leaf() {
        fill();
        Set<Leaf> before = leaves(table);
        put(key(ENTRIES / 2), new byte[] {1});
        assertThat(leaves(table).stream().filter(leaf -> !before.contains(leaf)))
                .as("new leaves after one put, of %d", table.leaves())
                .hasSize(1);
    }

    @Test
    void deleting_a_range_copies_no_more_than_the_leaves_at_its_ends() {
        fill();
        Set<Leaf> before = leaves(table);
        table = table.without(KeyRange.of(key(5000), key(15_000)));
        assertThat(leaves(table).stream().filter(leaf -> !before.contains(leaf)))
                .as("new leaves after a range was deleted, of %d", table.leaves())
                .hasSizeLessThanOrEqualTo(3);
    }

    private void fill() {
        for (int i = 0; i < ENTRIES; i++) {
            model.put(key(i), new byte[] {0});
        }
        table = Table.EMPTY.with(leaf(model));
        assertThat(table.leaves()).isGreaterThan(100);
    }

    private void put(byte[] key, byte[] value) {
        table = table.with(new Leaf(new byte[][] {key}, new byte[][] {value}));
    }

    private void change(int count) {
        TreeMap<byte[], byte[]> changes = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = 0; i < count; i++) {
            byte[] key = key(random.nextInt(ENTRIES));
            boolean deletes = random.nextInt(3) == 0;
            changes.put(key, deletes ? Draft.DELETED : new byte[] {(byte) i});
        }
        table = table.with(leaf(changes));
        changes.forEach((key, value) -> {
            if (value == Draft.DELETED) {
                model.remove(key);
            } else {
                model.put(key, value);
            }
        });
    }

    private void assertSame() {
        List<String> entries = new ArrayList<>();
        int crumbs = 0;
        for (int i = 0; i < table.leaves(); i++) {
            Leaf leaf = table.leaf(i);
            assertThat(leaf.size())
                    .as("entries of leaf %d of %d", i, table.leaves())
                    .isBetween(1, 256);
            crumbs += leaf.size() < 32 ? 1 : 0;
            for (int k = 0; k < leaf.size(); k++) {
                entries.add(text(leaf.key(k), leaf.value(k)));
            }
        }
        assertThat(crumbs)
                .as("leaves with few entries, of %d", table.leaves())
                .isLessThanOrEqualTo(2 + table.leaves() / 4);
        assertThat(entries)
                .isEqualTo(model.entrySet().stream()
                        .map(entry -> text(entry.getKey(), entry.getValue()))
                        .toList());
        byte[] key = key(random.nextInt(ENTRIES));
        assertThat(table.get(key)).isEqualTo(model.get(key));
    }

    private static String text(byte[] key, byte[] value) {
        return HexFormat.of().formatHex(key) + "=" + HexFormat.of().formatHex(value);
    }

    private static Leaf leaf(Map<byte[], byte[]> entries) {
        return new Leaf(
                entries.keySet().toArray(new byte[0][]), entries.values().toArray(new byte[0][]));
    }

    /** Leaves have no equality but identity. */
    private static Set<Leaf> leaves(Table table) {
        Set<Leaf> leaves = new HashSet<>();
        for (int i = 0; i < table.leaves(); i++) {
            leaves.add(table.leaf(i));
        }
        return leaves;
    }

    /** Of both signs in its first byte. */
    private static byte[] key(int number) {
        return ByteBuffer.allocate(4).putInt(number * 200_000).array();
    }
}
