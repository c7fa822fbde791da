// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.view.Deduplication;
import io.tidemark.watermark.Watermark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Its memory: the ids of one ttl behind the watermark, and all that are ahead of it. */
class DeduplicatorTest {
    private static final long TTL = 6400;

    /** Ids are forgotten up to this much later than they could be. */
    private static final long COARSENESS = TTL / 64;

    private static final int ELEMENTS = 50_000;
    private static final long SEED = Long.getLong("tidemark.seed", 20_261_121);

    private final Deduplicator<String> deduplicator =
            new Deduplicator<>(Deduplication.by(id -> id.isEmpty() ? null : id, Duration.ofMillis(TTL)), false);
    private final Map<String, Long> latest = new HashMap<>();
    private final List<Long> noted = new ArrayList<>();

    /** Hands it an element, and notes what it has to remember. */
    private boolean isDuplicate(String id, long timestamp, long watermark) {
        boolean isDuplicate = deduplicator.isDuplicate(id, timestamp, watermark);
        Long known = latest.get(id);
        if (!isDuplicate && (known == null || known + TTL <= watermark || timestamp > known)) {
            latest.put(id, timestamp);
            noted.add(timestamp);
        }
        return isDuplicate;
    }

    private void remembersWhatItMustAndLittleMore(long watermark) {
        long live = noted.stream().filter(time -> time + TTL > watermark).count();
        long almostLive = noted.stream()
                .filter(time -> time + TTL + COARSENESS > watermark)
                .count();
        // The last element is remembered in any case, until the next one comes.
        assertThat((long) deduplicator.size()).isBetween(live, almostLive + 1);
    }

    @Test
    void k2_ids_are_forgotten_a_ttl_behind_the_watermark() {
        long delay = 100;
        for (int i = 0; i < ELEMENTS; i++) {
            assertThat(isDuplicate("id " + i, i, i - delay)).isFalse();
            assertThat((long) deduplicator.size()).isLessThanOrEqualTo(TTL + delay + COARSENESS + 1);
        }
        remembersWhatItMustAndLittleMore(ELEMENTS - 1 - delay);
        assertThat((long) deduplicator.size()).isGreaterThanOrEqualTo(TTL + delay);
    }

    @Test
    void k2_duplicates_take_no_memory() {
        for (int i = 0; i < ELEMENTS; i++) {
            String id = "id " + i / 10 * 10;
            assertThat(isDuplicate(id, i, i)).isEqualTo(i % 10 > 0);
            assertThat((long) deduplicator.size()).isLessThanOrEqualTo((TTL + COARSENESS) / 10 + 2);
        }
    }

    @Test
    void k2_out_of_order_it_remembers_the_ttl_and_what_is_ahead() {
        System.out.println("DeduplicatorTest: -Dtidemark.seed=" + SEED);
        Random random = new Random(SEED);
        long delay = 3000;
        long seen = Long.MIN_VALUE;
        for (int i = 0; i < ELEMENTS; i++) {
            long watermark = seen == Long.MIN_VALUE ? Watermark.MIN : seen - delay;
            // Some come later than the delay, and some ids come again.
            long timestamp = i - (long) (random.nextDouble() * random.nextDouble() * 3 * delay);
            isDuplicate("id " + random.nextInt(ELEMENTS), timestamp, watermark);
            seen = Math.max(seen, timestamp);
            if (i % 1000 == 0) {
                remembersWhatItMustAndLittleMore(watermark);
            }
        }
        assertThat(deduplicator.size()).isLessThan(ELEMENTS / 3);
    }

    @Test
    void k2_an_id_that_comes_too_late_to_be_remembered_is_forgotten_with_the_next() {
        for (int i = 0; i < 1000; i++) {
            assertThat(isDuplicate("id " + i, i, 100_000)).isFalse();
            assertThat(deduplicator.size()).isEqualTo(1);
        }
    }

    @Test
    void k2_while_the_watermark_stands_still_copies_take_no_memory() {
        for (int i = 0; i < ELEMENTS; i++) {
            isDuplicate("id " + i % 100, i % TTL, Watermark.MIN);
        }
        assertThat(deduplicator.size()).isEqualTo(100);
    }

    @Test
    void k2_while_the_watermark_stands_still_older_elements_of_a_known_id_take_no_memory() {
        isDuplicate("a", 3 * TTL, 0);
        for (int i = 0; i < ELEMENTS; i++) {
            assertThat(isDuplicate("a", i % TTL, 0)).isFalse();
        }
        assertThat(deduplicator.size()).isEqualTo(1);
    }

    @Test
    void k2_while_the_watermark_stands_still_nothing_bounds_the_ids_and_all_go_when_it_moves() {
        for (int i = 0; i < ELEMENTS; i++) {
            isDuplicate("id " + i, i, 0);
        }
        assertThat(deduplicator.size()).isEqualTo(ELEMENTS);

        isDuplicate("last", ELEMENTS + TTL, ELEMENTS + 2 * TTL);
        assertThat(deduplicator.size()).isEqualTo(1);
    }

    @Test
    void k2_an_id_that_is_used_again_and_again_takes_no_more_memory() {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            assertThat(isDuplicate("a", i * TTL, (i - 1) * TTL)).isFalse();
            sizes.add(deduplicator.size());
        }
        assertThat(sizes).allMatch(size -> size <= 3);
    }

    @Test
    void k2_elements_without_an_id_take_no_memory_and_still_let_others_be_forgotten() {
        isDuplicate("a", 0, 0);
        assertThat(deduplicator.isDuplicate("", 1, 1)).isFalse();
        assertThat(deduplicator.size()).isEqualTo(1);
        deduplicator.isDuplicate("", 1, TTL + COARSENESS);
        assertThat(deduplicator.size()).isZero();
    }

    @Test
    void k2_with_a_limit_the_ids_that_expire_first_are_forgotten_even_while_the_watermark_stands_still() {
        int limit = 1000;
        long bucket = TTL / 64;
        Deduplicator<String> bounded = new Deduplicator<>(new Deduplication<>(id -> id, TTL, limit), true);
        for (int i = 0; i < ELEMENTS; i++) {
            assertThat(bounded.isDuplicate("id " + i, i, 0)).isFalse();
            assertThat(bounded.size()).isLessThanOrEqualTo(limit);
            assertThat(bounded.forgottenEarly()).isEqualTo(i + 1L - bounded.size());
        }
        assertThat((long) bounded.size()).isGreaterThanOrEqualTo(limit - bucket);
        assertThat(bounded.isDuplicate("id " + (ELEMENTS - bounded.size()), ELEMENTS - bounded.size(), 0))
                .as("the oldest that is left")
                .isTrue();
        assertThat(bounded.isDuplicate("id " + (ELEMENTS - limit - 1), ELEMENTS - limit - 1, 0))
                .as("one that was forgotten")
                .isFalse();
        Map<String, Long> saved = new HashMap<>();
        bounded.save(saved::put);
        saved.values().removeIf(time -> time == null);
        assertThat(saved).hasSize(bounded.size());
    }

    @Test
    void k2_a_limit_holds_up_to_the_longest_ttl() {
        Deduplicator<String> bounded = new Deduplicator<>(new Deduplication<>(id -> id, 1L << 60, 10), true);
        for (int i = 0; i < 100; i++) {
            assertThat(bounded.isDuplicate("id " + i, i * (1L << 55), 0)).isFalse();
            assertThat(bounded.size()).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void k2_what_a_smaller_limit_has_no_room_for_is_deleted_where_it_was_saved() {
        Deduplicator<String> smaller = new Deduplicator<>(new Deduplication<>(id -> id, TTL, 10), true);
        for (int i = 0; i < 100; i++) {
            smaller.restore("id " + i, i * TTL);
        }
        Map<String, Long> saved = new HashMap<>();
        smaller.save(saved::put);
        assertThat(smaller.size()).isEqualTo(10);
        assertThat(saved).hasSize(90).allSatisfy((id, time) -> assertThat(time).isNull());
    }
}
