// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateBatchTest {
    private final StateBatch batch = new StateBatch();

    @Test
    void changes_come_in_the_order_in_which_they_were_added() throws IOException {
        batch.deleteRange("a", KeyRange.prefix(new byte[] {1}));
        batch.put("a", new byte[] {1}, new byte[] {2, 3});
        batch.delete("b", new byte[] {4});
        assertThat(written()).containsExactly("delete a [01, 02)", "put a 1 2", "delete b 1");
        assertThat(batch.size()).isEqualTo(3);
        assertThat(batch.bytes()).isEqualTo(4);
        assertThat(batch.isEmpty()).isFalse();
    }

    @Test
    void a_new_batch_is_empty() throws IOException {
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.size()).isZero();
        assertThat(written()).isEmpty();
    }

    @Test
    void an_empty_key_is_refused_and_leaves_no_change_behind() {
        assertThatIllegalArgumentException().isThrownBy(() -> batch.put("a", new byte[0], new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> batch.delete("a", new byte[0]));
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.bytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", "_a", "a-b", "a.b", "a/b", "a b", "ä", "a\u0000"})
    void a_store_name_that_is_not_safe_everywhere_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.deleteRange(name, KeyRange.all()))
                .withMessageContaining("'" + name + "'");
    }

    @Test
    void a_store_name_has_at_most_48_characters() {
        assertThat(StoreNames.check("a".repeat(48))).hasSize(48);
        assertThat(StoreNames.check("a_1")).isEqualTo("a_1");
        assertThatIllegalArgumentException().isThrownBy(() -> StoreNames.check("a".repeat(49)));
    }

    private List<String> written() throws IOException {
        List<String> lines = new ArrayList<>();
        batch.forEach(new StateBatch.Visitor() {
            @Override
            public void put(String store, byte[] key, byte[] value) {
                lines.add("put " + store + " " + key.length + " " + value.length);
            }

            @Override
            public void delete(String store, byte[] key) {
                lines.add("delete " + store + " " + key.length);
            }

            @Override
            public void deleteRange(String store, KeyRange range) {
                lines.add("delete " + store + " " + range);
            }
        });
        return lines;
    }
}
