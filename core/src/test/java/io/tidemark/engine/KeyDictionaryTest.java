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
        Map<String, Integer> model = new HashMap<>();
        for (int step = 0; step < 50_000; step++) {
            String key = "k" + random.nextInt(400);
            int hash = key.hashCode() & 0x1f;
            Integer known = model.get(key);
            if (known != null && random.nextBoolean()) {
                dictionary.release(known);
                model.remove(key);
            } else {
                assertThat(dictionary.find(key, hash))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(known == null ? KeyDictionary.NONE : known);
                if (known == null) {
                    int id = dictionary.add(key, hash);
                    assertThat(model.values())
                            .as("seed %d, step %d", seed, step)
                            .doesNotContain(id);
                    dictionary.retain(id);
                    model.put(key, id);
                }
            }
            assertThat(dictionary.size()).isEqualTo(model.size());
        }
        model.forEach((key, id) -> assertThat(dictionary.key(id)).isEqualTo(key));
    }

    @Test
    void an_id_without_a_holder_is_used_again() {
        KeyDictionary<String> dictionary = new KeyDictionary<>(itself);
        int first = dictionary.add("a", 1);
        dictionary.releaseIfUnused(first);

        assertThat(dictionary.size()).isZero();
        assertThat(dictionary.add("b", 1)).isEqualTo(first);
        assertThat(dictionary.key(first)).isEqualTo("b");
    }

    @Test
    void a_held_id_stays_until_the_last_holder_lets_go() {
        KeyDictionary<String> dictionary = new KeyDictionary<>(itself);
        int id = dictionary.add("a", 1);
        dictionary.retain(id);
        dictionary.retain(id);
        dictionary.releaseIfUnused(id);
        dictionary.release(id);
        assertThat(dictionary.key(id)).isEqualTo("a");

        dictionary.release(id);
        assertThatThrownBy(() -> dictionary.key(id)).hasMessageContaining("not in use");
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
        int id = dictionary.add(probe, 1);
        probe.append("b");

        assertThat(dictionary.key(id).toString()).isEqualTo("a");
    }
}
