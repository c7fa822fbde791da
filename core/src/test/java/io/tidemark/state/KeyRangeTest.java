// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyRangeTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @ParameterizedTest
    @CsvSource({"0f,false", "10,true", "1000,true", "1fffff,true", "20,false", "80,false", "ff,false"})
    void a_range_holds_its_lower_bound_and_not_its_upper_one(String key, boolean inside) {
        assertThat(KeyRange.of(hex("10"), hex("20")).contains(hex(key))).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({"7f,true", "80,true", "8001,true", "ff,false", "feff,true"})
    void keys_are_unsigned(String key, boolean inside) {
        assertThat(KeyRange.of(hex("01"), hex("ff")).contains(hex(key))).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "1234, '[1234, 1235)'",
        "10ff, '[10ff, 11)'",
        "10ffff, '[10ffff, 11)'",
        "7f, '[7f, 80)'",
        "ffff, '[ffff, )'",
        "'', '[, )'"
    })
    void a_prefix_ends_at_the_next_one_that_carries(String prefix, String range) {
        assertThat(KeyRange.prefix(hex(prefix))).hasToString(range);
    }

    @Test
    void a_prefix_holds_itself_and_whatever_begins_with_it() {
        KeyRange range = KeyRange.prefix(hex("10ff"));
        assertThat(range.contains(hex("10ff"))).isTrue();
        assertThat(range.contains(hex("10ffff"))).isTrue();
        assertThat(range.contains(hex("10fe"))).isFalse();
        assertThat(range.contains(hex("11"))).isFalse();
    }

    @Test
    void bounds_may_be_missing() {
        assertThat(KeyRange.all().contains(hex("00"))).isTrue();
        assertThat(KeyRange.all().contains(hex("ffff"))).isTrue();
        assertThat(KeyRange.startingAt(hex("80")).contains(hex("7fff"))).isFalse();
        assertThat(KeyRange.startingAt(hex("80")).contains(hex("ff"))).isTrue();
        assertThat(KeyRange.before(hex("80")).contains(hex("7fff"))).isTrue();
        assertThat(KeyRange.before(hex("80")).contains(hex("80"))).isFalse();
    }

    @Test
    void a_range_that_ends_where_it_begins_is_empty() {
        assertThat(KeyRange.of(hex("10"), hex("10")).isEmpty()).isTrue();
        assertThat(KeyRange.of(hex("80"), hex("7f")).isEmpty()).isTrue();
        assertThat(KeyRange.of(hex("7f"), hex("80")).isEmpty()).isFalse();
        assertThat(KeyRange.all().isEmpty()).isFalse();
    }

    @Test
    void a_range_keeps_copies_and_is_a_value() {
        byte[] from = hex("10");
        byte[] to = hex("20");
        KeyRange range = KeyRange.of(from, to);
        from[0] = 0x7F;
        to[0] = 0;
        assertThat(range)
                .isEqualTo(KeyRange.of(hex("10"), hex("20")))
                .hasSameHashCodeAs(KeyRange.of(hex("10"), hex("20")));
        assertThat(range).isNotEqualTo(KeyRange.startingAt(hex("10")));
    }
}
