// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CounterPagesTest {
    @Test
    void counts_are_those_of_a_sorted_map_however_keys_lie_and_whatever_is_merged() {
        RandomGenerator random = Seeded.random("pages");
        for (int round = 0; round < 1000; round++) {
            Model model = new Model(random.nextInt(10));
            int operations = random.nextInt(1, 60);
            // From one page to far more than a window.
            int range = 1 << random.nextInt(4, 26);
            for (int i = 0; i < operations; i++) {
                model.change(random, range);
            }
            model.check(random);
        }
    }

    @Test
    void a_key_beyond_the_longest_window_leaves_only_the_pages_in_use() {
        CounterPages pages = new CounterPages(6);
        pages.add(1000, 1);
        pages.add(4000, 1);
        long window = pages.sizeInBytes();
        assertThat(pages.increment(1000)).isTrue();
        pages.add(1_000_000, 1);
        assertThat(pages.increment(1000)).isFalse();
        assertThat(pages.sizeInBytes()).isLessThan(window);
    }

    @Test
    void clearing_keeps_a_small_window_that_was_used_well_and_drops_everything_else() {
        CounterPages small = new CounterPages(6);
        small.add(70_000, 16);
        assertThat(small.clear(16)).isTrue();
        assertThat(small.isEmpty()).isFalse();
        assertThat(small.nextSlot(0)).isNegative();
        assertThat(small.increment(70_000)).isTrue();

        CounterPages sparselyUsed = new CounterPages(6);
        sparselyUsed.add(70_000, 15);
        assertThat(sparselyUsed.clear(15)).isFalse();

        CounterPages far = new CounterPages(6);
        far.add(70_000, 300);
        far.add(-70_000, 300);
        assertThat(far.clear(600)).isFalse();
        assertThat(CounterPages.NONE.clear(0)).isFalse();
    }

    @Test
    void far_keys_after_clearing_are_all_there_is() {
        CounterPages pages = new CounterPages(6);
        pages.add(70_000, 300);
        pages.addZeros(3);
        assertThat(pages.clear(303)).isTrue();
        pages.add(-70_000, 2);
        assertThat(pages.zeros()).isZero();
        assertThat(pages.keyAt(pages.nextSlot(0))).isEqualTo(-70_000);
        assertThat(new RankCursor(pages, 2).keyOf(2)).isEqualTo(-70_000);
    }

    private static final class Model {
        private final TreeMap<Integer, Long> expected = new TreeMap<>();
        private final int pageLog;
        private CounterPages actual;

        Model(int pageLog) {
            this.pageLog = pageLog;
            this.actual = new CounterPages(pageLog);
        }

        void change(RandomGenerator random, int range) {
            switch (random.nextInt(8)) {
                case 0 -> merge(random, range);
                case 1 -> add(random.nextInt(-range, range), 1L << random.nextInt(50));
                default -> add(random.nextInt(-range, range), random.nextLong(1, 10));
            }
        }

        private void add(int key, long count) {
            expected.merge(key, count, Long::sum);
            if (count != 1 || !actual.increment(key)) {
                actual.add(key, count);
            }
        }

        private void merge(RandomGenerator random, int range) {
            Model other = new Model(pageLog);
            for (int i = random.nextInt(10); i >= 0; i--) {
                other.add(random.nextInt(-range, range), 1L << random.nextInt(20));
            }
            other.expected.forEach((key, count) -> expected.merge(key, count, Long::sum));
            if (random.nextBoolean() || expected.equals(other.expected)) {
                actual.addAll(other.actual);
            } else {
                other.actual.addAll(actual);
                actual = other.actual;
            }
        }

        void check(RandomGenerator random) {
            RankCursor cursor = new RankCursor(actual, 0);
            int slot = -1;
            long total = 0;
            long negative = 0;
            for (Map.Entry<Integer, Long> counter : expected.entrySet()) {
                slot = actual.nextSlot(slot + 1);
                assertThat(actual.keyAt(slot)).isEqualTo(counter.getKey());
                assertThat(actual.countAt(slot)).isEqualTo(counter.getValue());
                assertThat(cursor.keyOf(total + 1)).isEqualTo(counter.getKey());
                total += counter.getValue();
                negative = counter.getKey() < 0 ? total : negative;
                assertThat(cursor.keyOf(total)).isEqualTo(counter.getKey());
            }
            assertThat(actual.nextSlot(slot + 1)).isNegative();
            assertThat(actual.countBelowZero()).isEqualTo(negative);
            assertThat(cursor.keyOf(random.nextLong(1, expected.firstEntry().getValue() + 1)))
                    .isEqualTo(expected.firstKey());
        }
    }
}
