// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.state.KeyRange;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StoreKeysTest {
    private final StoreKeys keys = new StoreKeys();

    @Test
    void a_store_gets_a_number_when_it_is_written_to_and_keeps_it() {
        assertThat(keys.number("a")).isEqualTo(StoreKeys.NONE);
        assertThat(keys.numberFor("a")).isEqualTo(1);
        assertThat(keys.numberFor("b")).isEqualTo(2);
        assertThat(keys.numberFor("a")).isEqualTo(1);
        assertThat(keys.number("b")).isEqualTo(2);
    }

    @Test
    void what_is_unsaved_is_told_until_it_is_saved_and_can_be_loaded() throws CorruptStateException {
        keys.numberFor("b");
        keys.numberFor("a");
        StoreKeys loaded = new StoreKeys();
        for (Map.Entry<byte[], byte[]> record : keys.unsaved()) {
            assertThat(StoreKeys.records().contains(record.getKey())).isTrue();
            loaded.load(record.getKey(), record.getValue());
        }
        assertThat(keys.unsaved()).hasSize(2);
        keys.saved();
        assertThat(keys.unsaved()).isEmpty();
        assertThat(loaded.number("a")).isEqualTo(2);
        assertThat(loaded.numberFor("c")).as("the next number").isEqualTo(3);
        assertThat(loaded.unsaved()).as("records that were loaded are saved").hasSize(1);
    }

    @Test
    void the_ranges_of_stores_lie_side_by_side_and_the_backends_own_records_before_them() {
        assertThat(hex(StoreKeys.key(0x0102, new byte[] {3}))).isEqualTo("010203");
        assertThat(hex(StoreKeys.strip(StoreKeys.key(7, new byte[] {3})))).isEqualTo("03");
        KeyRange all = StoreKeys.range(0x01FF, KeyRange.all());
        assertThat(all).hasToString("[01ff, 0200)");
        assertThat(StoreKeys.range(1, KeyRange.prefix(new byte[] {-1}))).hasToString("[0001ff, 0002)");
        assertThat(StoreKeys.range(1, KeyRange.before(new byte[] {5}))).hasToString("[0001, 000105)");
        assertThat(StoreKeys.all().contains(StoreKeys.own("x"))).isFalse();
        assertThat(StoreKeys.all().contains(StoreKeys.key(1, new byte[0]))).isTrue();
        assertThat(StoreKeys.all().contains(StoreKeys.key(0xFFFE, new byte[] {-1, -1})))
                .isTrue();
    }

    @Test
    void two_stores_of_one_number_and_numbers_that_cannot_be_are_damage() throws CorruptStateException {
        keys.load(StoreKeys.own("store:a"), new byte[] {0, 1});
        for (byte[] value : new byte[][] {{0, 1}, {0, 0}, {-1, -1}, {1}, {}}) {
            assertThatExceptionOfType(CorruptStateException.class)
                    .as("number %s", hex(value))
                    .isThrownBy(() -> keys.load(StoreKeys.own("store:b"), value))
                    .withMessageContaining("'b'");
        }
    }

    @Test
    void there_are_65534_numbers() throws CorruptStateException {
        keys.load(StoreKeys.own("store:last"), new byte[] {-1, -2});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.numberFor("one_more"))
                .withMessageContaining("65534");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
