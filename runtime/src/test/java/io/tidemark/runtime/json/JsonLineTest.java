// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void numbers_have_one_spelling() {
        assertThat(json(412.0)).isEqualTo("412.0");
        assertThat(json(1800.2)).isEqualTo("1800.2");
        assertThat(json(-0.0)).isEqualTo("0.0");
        assertThat(json(1e21)).isEqualTo("1.0E21");
        assertThat(json(2.0E-3)).isEqualTo("0.002");
        assertThat(json(Double.parseDouble("2e23")))
                .as("the shortest; Double.toString of JDK 17 has one digit more")
                .isEqualTo("2.0E23");
        assertThat(json(7L)).isEqualTo("7");
        assertThat(json(Double.NaN)).isEqualTo("null");
        assertThat(json(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    }

    @Test
    void values_nest_in_order() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", Arrays.asList(1L, null, "x"));
        map.put("a", Map.of("t", true));

        assertThat(json(map)).isEqualTo("{\"b\":[1,null,\"x\"],\"a\":{\"t\":true}}");
    }

    @Test
    void what_breaks_a_line_or_a_terminal_is_escaped_in_names_and_values() {
        for (String unsafe : List.of(
                "\n", "\r", "\u001b", "\u0000", "\u007f", "\u0085", "\u200b", "\u2028", "\u202e", "\u2066", "\ufeff",
                "\uffff")) {
            String escaped = json(Map.of("k" + unsafe, unsafe));
            assertThat(escaped).doesNotContain(unsafe).contains("\\");
        }
        assertThat(json("a\ud800b")).isEqualTo("\"a\\uD800b\"");
        assertThat(json("\udc00")).isEqualTo("\"\\uDC00\"");
        assertThat(json("\ud83d\ude00\u00e4\u4e2d")).isEqualTo("\"\ud83d\ude00\u00e4\u4e2d\"");
        assertThat(json("\udb40\udc01")).isEqualTo("\"\\uDB40\\uDC01\"");
    }

    @Test
    void only_one_json_value_in_valid_utf8_is_taken_over_as_it_is() {
        assertThat(RecordText.json("{\"a\": 1.10,\r\n \"a\": 1e400}".getBytes(UTF_8)))
                .contains("{\"a\": 1.10,   \"a\": 1e400}");
        for (String none : List.of("", " ", "{", "{} {}", "{\"a\":}", "nonsense", "[1,]", "'x'", "NaN")) {
            assertThat(RecordText.json(none.getBytes(UTF_8))).as(none).isEmpty();
        }
        assertThat(RecordText.json(new byte[] {'"', (byte) 0xff, '"'})).isEmpty();
        assertThat(RecordText.json("[".repeat(100).concat("]".repeat(100)).getBytes(UTF_8)))
                .isEmpty();
    }

    private static String json(Object value) {
        return JsonLine.text(generator -> JsonLine.value(generator, value));
    }
}
