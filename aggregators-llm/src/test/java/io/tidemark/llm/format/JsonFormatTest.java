// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static io.tidemark.element.InvalidReason.BAD_TIMESTAMP;
import static io.tidemark.element.InvalidReason.TIMESTAMP_OUT_OF_RANGE;
import static io.tidemark.element.InvalidReason.TOO_LARGE;
import static io.tidemark.element.InvalidReason.UNDECODABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {
    private static final String TIME = "\"timestamp\":0";

    private static Decoder<Row> decoder(String... fields) {
        return new JsonFormat().decoder(Decoded.options(fields));
    }

    private static Map<String, @Nullable Object> values(String members, String... fields) {
        return Decoded.of(decoder(fields), "{" + TIME + "," + members + "}").row();
    }

    @Test
    void fields_are_found_by_path_and_the_rest_is_skipped() {
        assertThat(values(
                        """
                        "model": "gpt-4o", "skipped": {"model": "no", "deep": [1, {"model": "no"}]}, "metadata": {"team": "a", "x": {"y": -1.5}},
                        "ok": true, "no": false, "nil": null, "list": [1], "empty": ""
                        """,
                        "model",
                        "metadata.team",
                        "metadata.x.y",
                        "metadata.z",
                        "ok",
                        "no",
                        "nil",
                        "list",
                        "empty",
                        "list.0"))
                .isEqualTo(map(
                        "model",
                        "gpt-4o",
                        "metadata.team",
                        "a",
                        "metadata.x.y",
                        -1.5,
                        "ok",
                        true,
                        "no",
                        false,
                        "nil",
                        null,
                        "list",
                        Row.Kind.NESTED,
                        "empty",
                        ""));
    }

    @Test
    void an_object_is_present_and_its_members_are_found_too() {
        assertThat(values("\"a\":{\"b\":{\"c\":1}}", "a", "a.b", "a.b.c"))
                .isEqualTo(map("a", Row.Kind.NESTED, "a.b", Row.Kind.NESTED, "a.b.c", 1L));
        assertThat(values("\"a\":5", "a", "a.b")).isEqualTo(map("a", 5L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a.b.c\":1",
                "\"a\":{\"b.c\":1}",
                "\"a.b\":{\"c\":1}",
                "\"a\":{\"b\":{\"c\":1}}",
                "\"a.b.c\":2,\"a\":{\"b\":{\"c\":1}}",
                "\"a\":{\"b\":{\"c\":1}},\"a.b.c\":2",
                "\"a\":{\"b.c\":1},\"a.b\":{\"c\":2}",
                "\"a.b\":{\"c\":2},\"a\":{\"b.c\":1}",
                "\"a.b.c\":2,\"a.b\":{\"c\":1}",
                "\"a.b\":{\"c\":1},\"a.b.c\":2"
            })
    void names_may_have_dots_and_the_shortest_first_name_wins(String members) {
        assertThat(values(members, "a.b.c")).isEqualTo(map("a.b.c", 1L));
    }

    @Test
    void of_a_member_that_comes_twice_the_last_counts() {
        assertThat(values("\"a\":1,\"a\":\"x\"", "a")).isEqualTo(map("a", "x"));
        assertThat(values("\"a\":1,\"a\":null", "a")).isEqualTo(map("a", null));
        assertThat(values("\"o\":{\"a\":1},\"o\":{\"b\":2}", "o.a", "o.b")).isEqualTo(map("o.a", 1L, "o.b", 2L));
        assertThat(Decoded.of(decoder(), "{\"timestamp\":1,\"timestamp\":2}").timestamp())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "-0.0, 0",
        "1.0, 1",
        "1e3, 1000",
        "1.50e1, 15",
        "9007199254740993, 9007199254740993",
        "9007199254740993.0, 9007199254740993",
        "9.007199254740993e15, 9007199254740993",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "-9223372036854775808.0, -9223372036854775808",
        "922337203685477580.7e1, 9223372036854775807"
    })
    void whole_numbers_that_fit_are_exact(String written, long value) {
        assertThat(values("\"n\":" + written, "n")).isEqualTo(map("n", value));
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "-2.5e-3, -0.0025",
        "9223372036854775808, 9.223372036854775808E18",
        "-9223372036854775809, -9.223372036854775808E18",
        "12345678901234567890, 1.2345678901234567E19",
        "1e300, 1e300",
        "5e-324, 4.9E-324"
    })
    void other_numbers_are_decimals(String written, double value) {
        assertThat(values("\"n\":" + written, "n")).isEqualTo(map("n", value));
    }

    @Test
    void a_number_that_no_double_holds_is_infinite_and_no_part_of_a_sum_or_a_key() {
        Row row = Decoded.of(decoder("n"), "{" + TIME + ",\"n\":1e400}").rows.get(0);
        assertThat(row.number(0)).isInfinite();
    }

    @Test
    void unicode_is_untouched() {
        String text = "e\u0301 \u00e9 \u1e9b\u0323 \ud83e\udd16 \u200b\ufeff \u0000";
        assertThat(values(
                        "\"\u043a\u043b\u044e\u0447\":\"e\u0301 \u00e9 \u1e9b\u0323 \ud83e\udd16 \u200b\ufeff \\u0000\"",
                        "\u043a\u043b\u044e\u0447"))
                .isEqualTo(map("\u043a\u043b\u044e\u0447", text));
        assertThat(values("\"a\":\"\\ud83e\\udd16\\u00E9\"", "a")).isEqualTo(map("a", "\ud83e\udd16\u00e9"));
    }

    @Test
    void t1_the_timestamp_is_read_from_its_field() {
        assertThat(time("\"2023-11-16T18:17:03.979Z\"").timestamp()).isEqualTo(1700158623979L);
        assertThat(time("1700158623979").timestamp()).isEqualTo(1700158623979L);
        assertThat(time("1700158623979.9999999").timestamp()).isEqualTo(1700158623979L);
        assertThat(time("-0.25").timestamp()).isEqualTo(-1);
        assertThat(time("4611686018427387904").timestamp()).isEqualTo(1L << 62);

        assertThat(Decoded.of(decoder(), "{}").error(BAD_TIMESTAMP)).isEqualTo("the timestamp 'timestamp' is missing");
        assertThat(time("null").error(BAD_TIMESTAMP)).isEqualTo("the timestamp 'timestamp' is missing");
        for (String unreadable : List.of("true", "{}", "[0]", "\"\"", "\"2023-11-16T18:17:03\"", "\"0\"")) {
            assertThat(time(unreadable).error(BAD_TIMESTAMP))
                    .isEqualTo("the timestamp 'timestamp' is not a time in the format that the source expects");
        }
        for (String far :
                List.of("4611686018427387905", "-4611686018427387905", "1e300", "-1e400", "99999999999999999999")) {
            assertThat(time(far).error(TIMESTAMP_OUT_OF_RANGE))
                    .isEqualTo("the timestamp 'timestamp' is outside [-2^62, 2^62] ms");
        }
    }

    @Test
    void t1_the_timestamp_may_be_that_of_the_record_or_of_its_arrival() {
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
        Decoder<Row> record = new JsonFormat().decoder(Decoded.options().withTimestamp(TimestampOptions.record()));
        assertThat(Decoded.of(record, new SourceRecord(0, 0, 5, 7, List.of(), value))
                        .timestamp())
                .isEqualTo(7);
        assertThat(Decoded.of(record, new SourceRecord(0, 0, 5, SourceRecord.NO_TIME, List.of(), value))
                        .error(BAD_TIMESTAMP))
                .isEqualTo("the timestamp of the record is missing");
        assertThat(Decoded.of(record, new SourceRecord(0, 0, 5, Long.MAX_VALUE, List.of(), value))
                        .error(TIMESTAMP_OUT_OF_RANGE))
                .isEqualTo("the timestamp of the record is outside [-2^62, 2^62] ms");

        Decoder<Row> ingestion =
                new JsonFormat().decoder(Decoded.options().withTimestamp(TimestampOptions.ingestion()));
        assertThat(Decoded.of(ingestion, new SourceRecord(0, 0, 5, 7, List.of(), value))
                        .timestamp())
                .isEqualTo(5);
        assertThat(Decoded.of(ingestion, value).timestamp()).isEqualTo(Decoded.NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "\"text\"",
                "null",
                "true",
                "[]",
                "[{\"timestamp\":0}]",
                "{",
                "{\"timestamp\":0",
                "{\"timestamp\":0}}",
                "{\"timestamp\":0} x",
                "{\"timestamp\":0}{\"timestamp\":0}",
                "{'timestamp':0}",
                "{timestamp:0}",
                "{\"timestamp\":0,}",
                "{\"timestamp\":00}",
                "{\"timestamp\":0,\"a\":NaN}",
                "{\"timestamp\":0,\"a\":1.}",
                "{\"timestamp\":0,\"a\":+1}",
                "{\"timestamp\":0,\"a\":\"\\x\"}",
                "{\"timestamp\":0,\"a\":\"\t\"}",
                "{\"timestamp\":0 /* c */}",
                "{\"timestamp\":0,\"b\":tru}",
                "{\"timestamp\":0,\"b\":\"\\ud800\"}",
                "{\"timestamp\":0,\"b\":\"\\udc00x\"}",
                "{\"timestamp\":0,\"b\":\"\\ud83e\\ud83e\"}",
                "{\"timestamp\":0,\"\\uDBFF\":1}",
                "{\"timestamp\":0,\"b\":\"\\ud83e\\\\udd16\"}",
                "{\"timestamp\":0,\"b\":[1,2}"
            })
    void what_is_not_one_json_object_is_undecodable(String record) {
        assertThat(Decoded.of(decoder("a"), record).error(UNDECODABLE)).startsWith("the record ");
    }

    @Test
    void only_utf_8_is_decodable() {
        assertThat(Decoded.of(decoder("a"), (byte[]) null).error(UNDECODABLE)).isEqualTo("the record has no value");
        List<int[]> texts = List.of(
                new int[] {0xFF},
                new int[] {0xC3},
                new int[] {0xC0, 0x80},
                new int[] {0xE0, 0x80, 0x80},
                new int[] {0xED, 0xA0, 0x80},
                new int[] {0xF0, 0x80, 0x80, 0x80},
                new int[] {0xF4, 0x90, 0x80, 0x80},
                new int[] {0xF5, 0x80, 0x80, 0x80},
                new int[] {0x80},
                new int[] {0});
        for (int[] text : texts) {
            for (String field : List.of("a", "skipped")) {
                byte[] record = ("{" + TIME + ",\"" + field + "\":\"????\"}").getBytes(StandardCharsets.US_ASCII);
                int at = record.length - 6;
                for (int b : text) {
                    record[at++] = (byte) b;
                }
                assertThat(Decoded.of(decoder("a"), record).error(UNDECODABLE))
                        .as("%s %s", field, Arrays.toString(text))
                        .isEqualTo("the record is not UTF-8");
            }
        }
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16)) {
            assertThat(Decoded.of(decoder("a"), ("{" + TIME + "}").getBytes(charset))
                            .error(UNDECODABLE))
                    .isEqualTo("the record is not UTF-8");
        }
        assertThat(Decoded.of(decoder("a"), "\ufeff{" + TIME + ",\"a\":1}").row())
                .isEqualTo(map("a", 1L));
    }

    @Test
    void limits_hold() {
        String deep = "[".repeat(63) + "]".repeat(63);
        assertThat(values("\"a\":" + deep, "a")).isEqualTo(map("a", Row.Kind.NESTED));
        for (String members : List.of(
                "\"b\":[" + deep + "]",
                "\"b\":" + "{\"b\":".repeat(100_000) + "1" + "}".repeat(100_000),
                "\"b\":" + "9".repeat(101),
                "\"b\":0." + "9".repeat(101),
                "\"" + "b".repeat(5_000) + "\":1")) {
            assertThat(Decoded.of(decoder("a"), "{" + TIME + "," + members + "}")
                            .error(UNDECODABLE))
                    .startsWith("the record goes beyond a limit of JSON");
        }
        Decoder<Row> small = new JsonFormat().decoder(Decoded.options("a").withLimits(20, 1));
        assertThat(Decoded.of(small, "{\"timestamp\":10000}").rows).hasSize(1);
        assertThat(Decoded.of(small, "{\"timestamp\":1000000}").error(TOO_LARGE))
                .isEqualTo("the record has 21 bytes, more than 20");
    }

    @Test
    void fields_can_be_renamed_fixed_and_taken_from_the_record() {
        DecoderOptions options = Decoded.options(
                        "input_tokens",
                        "service",
                        "weight",
                        "live",
                        "file",
                        "$partition",
                        "tenant",
                        "none",
                        "$type",
                        "prompt")
                .withFields(Map.of(
                        "input_tokens",
                        "prompt",
                        "file",
                        "$file",
                        "tenant",
                        "$headers.tenant",
                        "none",
                        "$headers.none"))
                .withConstants(Map.of("service", "code", "weight", 1.0, "live", true))
                .withTypeField("kind.name");
        SourceRecord record = new SourceRecord(
                3,
                0,
                0,
                0,
                List.of(header("tenant", "a"), header("file", "code"), header("tenant", "b")),
                "{\"timestamp\":0,\"prompt\":12,\"service\":\"x\",\"kind\":{\"name\":\"call\"},\"tenant\":\"no\"}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(Decoded.of(new JsonFormat().decoder(options), record).row())
                .isEqualTo(map(
                        "input_tokens",
                        12L,
                        "service",
                        "code",
                        "weight",
                        1L,
                        "live",
                        true,
                        "file",
                        "code",
                        "$partition",
                        3L,
                        "tenant",
                        "b",
                        "$type",
                        "call",
                        "prompt",
                        12L));
    }

    @Test
    void options_that_mean_nothing_are_refused() {
        JsonFormat format = new JsonFormat();
        refused(() -> format.decoder(Decoded.options("$files")), "there is no '$files'");
        refused(() -> format.decoder(Decoded.options("a").withConstants(Map.of("a", List.of()))), "the constant 'a'");
        refused(() -> format.decoder(Decoded.options("a").withConstants(Map.of("a", Double.NaN))), "the constant 'a'");
        refused(() -> format.decoder(Decoded.options("a.a.a.a.a.a.a.a.a.a.a.a.a")), "more than 12 names");
        refused(() -> Decoded.options().withLimits(0, 1), "limits must be at least 1");
    }

    @Test
    void a_row_keeps_the_bytes_of_its_record() {
        byte[] value = ("{" + TIME + "}").getBytes(StandardCharsets.UTF_8);
        assertThat(Decoded.of(decoder(), value).rows.get(0).source()).isSameAs(value);
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static RecordHeader header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Decoded time(String json) {
        return Decoded.of(decoder(), "{\"timestamp\":" + json + "}");
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }
}
