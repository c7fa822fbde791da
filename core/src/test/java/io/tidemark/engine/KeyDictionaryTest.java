// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.key.KeySelector;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyDictionaryTest {
    private final KeySelector<String, String> itself = key -> key;

    @Test
    void agrees_with_a_hash_map_through_random_use_with_colliding_hashes() {
        long seed = Long.getLong("tidemark.seed", 7);
        Random random = new Random(seed);
        KeyDictionary<String> dictionary = new KeyDictionary<>(itself);
        Map<String, Integer> held = new HashMap<>();
        for (int step = 0; step < 50_000; step++) {
            String key = "k" + random.nextInt(5000);
            int hash = key.hashCode() & 0x3ff;
            Integer known = held.get(key);
            if (known == null) {
                int id = dictionary.idOf(key, hash);
                assertThat(held.values()).as("seed %d, step %d", seed, step).doesNotContain(id);
                dictionary.retain(id);
                held.put(key, id);
            } else if (random.nextInt(3) > 0) {
                dictionary.release(known);
                held.remove(key);
            } else {
                assertThat(dictionary.find(key, hash))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(known);
            }
            dictionary.forgetUnheld();
            assertThat(dictionary.held()).isEqualTo(held.size());
            assertThat(dictionary.size()).isBetween(held.size(), held.size() + Math.max(1024, held.size()));
        }
        held.forEach((key, id) -> assertThat(dictionary.key(id)).isEqualTo(key));
    }

    @Test
    void a_key_without_state_keeps_its_id_while_such_keys_are_few() {
        KeyDictionary<String> dictionary = new KeyDictionary<>(itself);
        int first = dictionary.idOf("a", 1);
        dictionary.retain(first);
        dictionary.release(first);
        dictionary.forgetUnheld();

        assertThat(dictionary.held()).isZero();
        assertThat(dictionary.idOf("a", 1)).isEqualTo(first);
    }

    @Test
    void keys_without_state_are_forgotten_once_they_are_many_and_their_ids_used_again() {
        KeyDictionary<String> dictionary = new KeyDictionary<>(itself);
        int held = dictionary.idOf("held", 1);
        dictionary.retain(held);
        int last = 0;
        for (int i = 0; i < 1025; i++) {
            last = dictionary.idOf("k" + i, i);
        }
        assertThat(dictionary.size()).isEqualTo(1026);
        dictionary.forgetUnheld();

        assertThat(dictionary.size()).isEqualTo(1);
        assertThat(dictionary.key(held)).isEqualTo("held");
        int forgotten = last;
        assertThatThrownBy(() -> dictionary.key(forgotten)).hasMessageContaining("not in use");
        assertThat(dictionary.idOf("another", 5)).isLessThanOrEqualTo(1025);
    }

    @Test
    void a_held_id_stays_until_the_last_holder_lets_go() {
        KeyDictionary<String> dictionary = new KeyDictionary<>(itself);
        int id = dictionary.idOf("a", 1);
        dictionary.retain(id);
        dictionary.retain(id);
        dictionary.release(id);
        assertThat(dictionary.held()).isEqualTo(1);

        dictionary.release(id);
        assertThat(dictionary.held()).isZero();
    }

    @Test
    void a_reused_key_object_is_copied_before_it_is_kept() {
        KeySelector<String, StringBuilder> reusing = new KeySelector<>() {
            @Override
            public StringBuilder key(String element) {
                return new StringBuilder(element);
            }

            @Override
            public StringBuilder retain(StringBuilder key) {
                return new StringBuilder(key);
            }
        };
        KeyDictionary<StringBuilder> dictionary = new KeyDictionary<>(reusing);
        StringBuilder probe = new StringBuilder("a");
        int id = dictionary.idOf(probe, 1);
        probe.append("b");

        assertThat(dictionary.key(id).toString()).isEqualTo("a");
    }
}
