// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class NormalizedBatchTest {
    private static final long SEED = Long.getLong("tidemark.seed", 20_261_122);
    private static final int CASES = 3000;

    @Test
    void has_the_same_effect_in_as_few_changes_as_can_be() throws IOException {
        System.out.println("NormalizedBatchTest: -Dtidemark.seed=" + SEED);
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(SEED + i);
            StateBatch batch = random(random);
            Map<String, String> before = full();
            batch.forEach(new Effect(before));
            batch.normalize();
            Map<String, String> after = full();
            batch.forEach(new Effect(after));
            assertThat(after).as("case %d", i).isEqualTo(before);
            Order order = new Order();
            batch.forEach(order);
            assertThat(batch.size()).as("case %d", i).isEqualTo(order.changes);
            assertThat(batch.bytes()).as("case %d", i).isEqualTo(order.bytes);
        }
    }

    @Test
    void a_later_change_is_put_in_order_again() throws IOException {
        StateBatch batch = new StateBatch();
        batch.put("b", new byte[] {2}, new byte[] {1});
        batch.normalize();
        batch.put("a", new byte[] {1}, new byte[] {1});
        batch.put("b", new byte[] {2}, new byte[] {2});
        batch.normalize();
        Map<String, String> state = new TreeMap<>();
        batch.forEach(new Effect(state));
        assertThat(state).containsExactly(Map.entry("a[1]", "[1]"), Map.entry("b[2]", "[2]"));
        assertThat(batch.size()).isEqualTo(2);
    }

    @Test
    void batches_in_order_are_not_in_order_together() throws IOException {
        StateBatch first = new StateBatch();
        first.put("a", new byte[] {1}, new byte[] {1});
        first.normalize();
        StateBatch second = new StateBatch();
        second.delete("a", new byte[] {1});
        second.normalize();
        StateBatch both = first.and(second);
        both.normalize();
        assertThat(both.size()).isEqualTo(1);
        Map<String, String> state = new TreeMap<>();
        both.forEach(new Effect(state));
        assertThat(state).isEmpty();
    }

    /** Of keys of two bytes up to 5. */
    private static StateBatch random(Random random) {
        StateBatch batch = new StateBatch();
        int size = random.nextInt(20);
        for (int i = 0; i < size; i++) {
            String store = random.nextBoolean() ? "a" : "b";
            byte[] key = key(random);
            switch (random.nextInt(4)) {
                case 0 -> batch.delete(store, key);
                case 1 -> batch.deleteRange(store, range(random, key));
                default -> batch.put(store, key, new byte[] {(byte) i});
            }
        }
        return batch;
    }

    private static KeyRange range(Random random, byte[] key) {
        byte[] other = key(random);
        boolean isAscending = Arrays.compareUnsigned(key, other) <= 0;
        return random.nextInt(10) == 0
                ? KeyRange.startingAt(key)
                : KeyRange.of(isAscending ? key : other, isAscending ? other : key);
    }

    private static byte[] key(Random random) {
        byte[] key = new byte[1 + random.nextInt(2)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(5) + 126);
        }
        return key;
    }

    /** A state in which every key of {@link #random} is there. */
    private static Map<String, String> full() {
        Map<String, String> state = new TreeMap<>();
        for (String store : List.of("a", "b")) {
            for (int i = 126; i < 131; i++) {
                state.put(store + Arrays.toString(new byte[] {(byte) i}), "old");
                for (int j = 126; j < 131; j++) {
                    state.put(store + Arrays.toString(new byte[] {(byte) i, (byte) j}), "old");
                }
            }
        }
        return state;
    }

    /** Does the changes one after the other. */
    private record Effect(Map<String, String> state) implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            state.put(store + Arrays.toString(key), Arrays.toString(value));
        }

        @Override
        public void delete(String store, byte[] key) {
            state.remove(store + Arrays.toString(key));
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            state.keySet().removeIf(name -> name.startsWith(store) && range.contains(bytes(name.substring(1))));
        }

        private static byte[] bytes(String name) {
            String[] numbers = name.substring(1, name.length() - 1).split(", ", -1);
            byte[] bytes = new byte[numbers.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = Byte.parseByte(numbers[i]);
            }
            return bytes;
        }
    }

    /** Checks the order, and that nothing is said twice. */
    private static final class Order implements StateBatch.Visitor {
        private String store = "";
        private final List<KeyRange> ranges = new ArrayList<>();
        private byte[] last = new byte[0];
        private int changes;
        private long bytes;

        @Override
        public void put(String store, byte[] key, byte[] value) {
            point(store, key);
            bytes += key.length + value.length;
        }

        @Override
        public void delete(String store, byte[] key) {
            point(store, key);
            bytes += key.length;
            assertThat(ranges).noneMatch(range -> range.contains(key));
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            enter(store);
            assertThat(last).as("ranges come before keys").isEmpty();
            if (!ranges.isEmpty()) {
                byte[] end = ranges.get(ranges.size() - 1).to();
                assertThat(end).isNotNull();
                assertThat(Arrays.compareUnsigned(end, range.from()))
                        .as("ranges do not touch")
                        .isNegative();
            }
            ranges.add(range);
            changes++;
        }

        private void point(String store, byte[] key) {
            enter(store);
            assertThat(Arrays.compareUnsigned(last, key)).isNegative();
            last = key;
            changes++;
        }

        private void enter(String store) {
            assertThat(store).isGreaterThanOrEqualTo(this.store);
            if (!store.equals(this.store)) {
                this.store = store;
                ranges.clear();
                last = new byte[0];
            }
        }
    }
}
