// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static io.tidemark.element.InvalidReason.BAD_TIMESTAMP;
import static io.tidemark.element.InvalidReason.TOO_LARGE;
import static io.tidemark.element.InvalidReason.UNDECODABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.element.Row;
import io.tidemark.llm.format.Conventions.Alias;
import io.tidemark.llm.format.Conventions.Conversion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an element gets of a span, in the JSON encoding; {@link OtlpSdkTest} has that the other one gives the same. */
class OtlpFormatTest {
    private static final String TIMES = "\"startTimeUnixNano\":\"750000000\",\"endTimeUnixNano\":1000000000";

    private static String attribute(String name, String value) {
        return "{\"key\":\"" + name + "\",\"value\":" + value + "}";
    }

    private static String text(String name, String value) {
        return attribute(name, "{\"stringValue\":\"" + value + "\"}");
    }

    private static String record(String resource, String spans) {
        return "{\"resourceSpans\":[{\"resource\":{\"attributes\":[" + resource + "]},\"scopeSpans\":[{\"spans\":["
                + spans + "]}]}]}";
    }

    private static String call(String attributes, String members) {
        return "{" + TIMES + members + ",\"attributes\":[" + text("gen_ai.operation.name", "chat")
                + (attributes.isEmpty() ? "" : ",") + attributes + "]}";
    }

    private static Map<String, @Nullable Object> row(String record, String... fields) {
        return Decoded.of(new OtlpFormat().decoder(Decoded.options(fields)), record)
                .row();
    }

    private static Map<String, @Nullable Object> ofCall(String attributes, String... fields) {
        return row(record("", call(attributes, "")), fields);
    }

    @Test
    void every_name_of_the_table_gives_its_field_and_new_ones_win() {
        Conventions table = Conventions.load();
        assertThat(table.version()).isPositive();
        assertThat(table.shared()).isSubsetOf(table.fields().keySet());
        table.fields().forEach((field, aliases) -> {
            for (Alias alias : aliases) {
                Object expected = alias.conversion() == Conversion.FROM
                        ? 7L
                        : alias.conversion() == Conversion.FROM_SECONDS ? (Object) 7000L : true;
                if (!table.operation().contains(alias.name())) {
                    assertThat(ofCall(attribute(alias.name(), "{\"intValue\":\"7\"}"), field))
                            .as("%s from %s", field, alias.name())
                            .containsEntry(field, expected);
                }
            }
        });
        String old = attribute("gen_ai.usage.prompt_tokens", "{\"intValue\":\"1\"}");
        String current = attribute("gen_ai.usage.input_tokens", "{\"intValue\":2}");
        assertThat(ofCall(old + "," + current, "input_tokens")).containsEntry("input_tokens", 2L);
        assertThat(ofCall(current + "," + old, "input_tokens")).containsEntry("input_tokens", 2L);
    }

    @Test
    void the_guide_names_every_field_with_its_attributes() throws Exception {
        String guide = Files.readString(Path.of("..", "docs", "formats", "otlp.md"));
        Conventions.load().fields().forEach((field, aliases) -> {
            String row = guide.lines()
                    .filter(line -> line.startsWith("| `" + field + "`"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no row for " + field));
            aliases.forEach(alias -> assertThat(row).contains("`" + alias.name() + "`"));
        });
        for (SpanField field : SpanField.values()) {
            assertThat(guide).contains("`" + field.name().toLowerCase(Locale.ROOT) + "`");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gen_ai.operation.name, chat, true",
        "gen_ai.operation.name, embeddings, true",
        "gen_ai.operation.name, invoke_agent, false",
        "gen_ai.operation.name, execute_tool, false",
        "llm.request.type, completion, true",
        "openinference.span.kind, LLM, true",
        "openinference.span.kind, CHAIN, false",
        "gen_ai.request.model, gpt-4o, true",
        "gen_ai.response.model, gpt-4o, true",
        "llm.model_name, gpt-4o, true",
        "gen_ai.evaluation.name, relevance, false",
        "http.request.method, GET, false"
    })
    void a_span_is_a_call_by_its_operation_or_its_model(String name, String value, boolean isCall) {
        Decoded decoded = Decoded.of(
                new OtlpFormat().decoder(Decoded.options("$type")),
                record("", "{" + TIMES + ",\"attributes\":[" + text(name, value) + "]}"));
        assertThat(decoded.errors).isEmpty();
        assertThat(decoded.rows).hasSize(isCall ? 1 : 0);
    }

    @Test
    void an_agent_that_names_its_model_is_no_call() {
        String agent = text("gen_ai.operation.name", "invoke_agent") + "," + text("gen_ai.request.model", "gpt-4o");
        assertThat(Decoded.of(
                                new OtlpFormat().decoder(Decoded.options("model")),
                                record("", "{" + TIMES + ",\"attributes\":[" + agent + "]}"))
                        .rows)
                .isEmpty();
    }

    @Test
    void values_are_of_the_kind_that_the_encoding_says() {
        String attributes = String.join(
                ",",
                text("text", "7"),
                attribute("int", "{\"intValue\":\"-9223372036854775808\"}"),
                attribute("bare", "{\"intValue\":5}"),
                attribute("double", "{\"doubleValue\":0.1}"),
                attribute("whole", "{\"doubleValue\":3.0}"),
                attribute("nan", "{\"doubleValue\":\"NaN\"}"),
                attribute("true", "{\"boolValue\":true}"),
                attribute("empty", "{}"),
                attribute("one", "{\"arrayValue\":{\"values\":[{\"stringValue\":\"a\"}]}}"),
                attribute("two", "{\"arrayValue\":{\"values\":[{\"stringValue\":\"a\"},{\"stringValue\":\"b\"}]}}"),
                attribute("mixed", "{\"arrayValue\":{\"values\":[{\"stringValue\":\"a\"},{\"intValue\":1}]}}"),
                attribute("none", "{\"arrayValue\":{\"values\":[]}}"),
                attribute("map", "{\"kvlistValue\":{\"values\":[]}}"),
                attribute("bytes", "{\"bytesValue\":\"AA==\"}"));
        Map<String, @Nullable Object> row = ofCall(
                attributes,
                "text",
                "int",
                "bare",
                "double",
                "whole",
                "nan",
                "true",
                "empty",
                "one",
                "two",
                "mixed",
                "none",
                "map",
                "bytes",
                "absent");
        assertThat(row.values())
                .containsExactly(
                        "7",
                        Long.MIN_VALUE,
                        5L,
                        0.1,
                        3L,
                        null,
                        true,
                        null,
                        "a",
                        "a,b",
                        Row.Kind.NESTED,
                        Row.Kind.NESTED,
                        Row.Kind.NESTED,
                        Row.Kind.NESTED);
    }

    @Test
    void a_cache_that_gave_nothing_is_no_hit() {
        assertThat(ofCall(attribute("gen_ai.usage.cache_read.input_tokens", "{\"intValue\":0}"), "cache_hit"))
                .containsEntry("cache_hit", false);
        assertThat(ofCall("", "cache_hit")).isEmpty();
    }

    @Test
    void an_error_is_told_by_an_attribute_or_by_the_status() {
        String failed = ",\"status\":{\"code\":2,\"message\":\"x\"}";
        String exception = ",\"events\":[{\"name\":\"exception\",\"attributes\":["
                + text("exception.type", "java.io.IOException") + "]}]";
        assertThat(row(record("", call("", failed)), "error")).containsEntry("error", "_OTHER");
        assertThat(row(record("", call("", failed.replace("2", "\"STATUS_CODE_ERROR\""))), "error"))
                .containsEntry("error", "_OTHER");
        assertThat(row(record("", call("", failed + exception)), "error"))
                .containsEntry("error", "java.io.IOException");
        assertThat(row(record("", call("", exception)), "error")).isEmpty();
        assertThat(row(record("", call(text("error.type", "429"), failed + exception)), "error"))
                .containsEntry("error", "429");
        assertThat(row(record("", call("", ",\"status\":{\"code\":1}")), "error"))
                .isEmpty();
    }

    @Test
    void what_is_shared_comes_from_the_resource_when_the_span_does_not_tell() {
        String resource = text("service.name", "shop") + "," + text("user.id", "all") + "," + text("error.type", "x")
                + "," + text("team.id", "red");
        assertThat(row(record(resource, call(text("user.id", "me"), "")), "service.name", "user_id", "team", "error"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("service.name", "shop", "user_id", "me", "team", "red"));
    }

    @Test
    void a_resource_is_only_that_of_its_own_spans() {
        String first = record(text("service.name", "a"), call("", ""));
        String two =
                first.substring(0, first.length() - 2) + ",{\"scopeSpans\":[{\"spans\":[" + call("", "") + "]}]}]}";
        Decoded decoded = Decoded.of(new OtlpFormat().decoder(Decoded.options("service.name")), two);
        assertThat(decoded.rows.stream().map(row -> row.text(0)).toList()).containsExactly("a", null);
    }

    @Test
    void the_order_of_members_never_counts() {
        String span =
                "{\"events\":[{\"attributes\":[{\"value\":{\"doubleValue\":0.5},\"key\":\"gen_ai.evaluation.score.value\"}],"
                        + "\"name\":\"gen_ai.evaluation.result\"}],\"attributes\":[{\"value\":{\"stringValue\":\"m\"},\"key\":\"gen_ai.request.model\"},"
                        + "{\"value\":{\"stringValue\":\"chat\"},\"key\":\"gen_ai.operation.name\"}],\"spanId\":\"00000000000000AB\","
                        + TIMES + "}";
        String record = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + span
                + "]}],\"resource\":{\"attributes\":[" + text("service.name", "s") + "]}}]}";
        Decoded decoded = Decoded.of(
                new OtlpFormat().decoder(Decoded.options("$type", "id", "model", "quality_score", "service.name")),
                record);
        assertThat(decoded.errors).isEmpty();
        assertThat(decoded.timestamps).containsExactly(1000L, 1000L);
        assertThat(decoded.rows.stream()
                        .map(row -> new ArrayList<>(Decoded.values(row).values()))
                        .toList())
                .isEqualTo(List.of(
                        List.of("llm_call", "00000000000000ab", "m", "s"),
                        List.of("evaluation", "00000000000000ab/0", "m", 0.5, "s")));
        assertThat(new String(decoded.rows.get(0).source(), StandardCharsets.UTF_8))
                .isEqualTo(span);
    }

    @Test
    void scores_go_to_the_metric_of_their_evaluation_only() {
        String event =
                "{\"name\":\"gen_ai.evaluation.result\",\"attributes\":[" + text("gen_ai.evaluation.name", "NAME") + ","
                        + attribute("gen_ai.evaluation.score.value", "{\"doubleValue\":0.5}") + "]}";
        String span = call(
                "",
                ",\"events\":[" + event.replace("NAME", "accuracy") + ",{\"name\":\"other\"},"
                        + event.replace("NAME", "relevance") + "]");
        Decoded decoded = Decoded.of(
                new OtlpFormat().decoder(Decoded.options("metrics.accuracy", "metrics.relevance")), record("", span));
        assertThat(decoded.rows.stream().map(Decoded::values).toList())
                .isEqualTo(List.of(Map.of(), Map.of("metrics.accuracy", 0.5), Map.of("metrics.relevance", 0.5)));
    }

    @Test
    void the_time_may_be_the_start_or_an_attribute() {
        String record = record("", call(text("my.time", "2023-11-16T18:17:03.979Z"), ""));
        assertThat(timestamp(record, "timestamp")).isEqualTo(1000);
        assertThat(timestamp(record, "end")).isEqualTo(1000);
        assertThat(timestamp(record, "start")).isEqualTo(750);
        assertThat(timestamp(record, "my.time")).isEqualTo(1_700_158_623_979L);
        assertThatThrownBy(() -> timestamp(record, "latency_ms"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'latency_ms' of a span is no time");
    }

    private static long timestamp(String record, String field) {
        DecoderOptions options = Decoded.options("model").withTimestamp(TimestampOptions.event(field));
        return Decoded.of(new OtlpFormat().decoder(options), record).timestamp();
    }

    @Test
    void a_span_without_an_end_has_no_time_and_the_others_count() {
        String endless = call("", "").replace("\"endTimeUnixNano\":1000000000", "\"endTimeUnixNano\":\"0\"");
        Decoded decoded = Decoded.of(
                new OtlpFormat().decoder(Decoded.options("latency_ms")), record("", endless + "," + call("", "")));
        assertThat(decoded.reasons).containsExactly(BAD_TIMESTAMP);
        assertThat(decoded.rows).hasSize(1);
        assertThat(decoded.rows.get(0).number(0)).isEqualTo(250);
    }

    @Test
    void a_span_that_ends_before_it_begins_has_no_latency() {
        assertThat(row(record("", call("", "").replace("\"750000000\"", "\"1000000001\"")), "latency_ms"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"00000000000000000\"", "\"0000000000000000\"", "\"xyz\"", "\"\""})
    void an_id_that_is_none_is_missing(String id) {
        assertThat(row(record("", call("", ",\"spanId\":" + id)), "span_id", "id"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"resourceMetrics\":[]}",
                "{\"resourceSpans\":{}}",
                "{\"resourceSpans\":[1]}",
                "{\"resourceSpans\":[{\"resource\":1}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[[]]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"endTimeUnixNano\":\"x\"}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"endTimeUnixNano\":1.5}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"key\":\"model\",\"value\":1}]}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"key\":\"model\",\"value\":{\"intValue\":\"hunter2\"}}]}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"value\":{\"boolValue\":\"hunter2\"},\"key\":\"model\"}]}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"key\":\"model\",\"value\":{\"stringValue\":\"\\u0000\"}}]}]}]}]}",
                "[]",
                "{\"resourceSpans\":[]",
                "not OTLP"
            })
    void what_is_no_otlp_is_undecodable_as_a_whole(String record) {
        assertThat(Decoded.of(new OtlpFormat().decoder(Decoded.options("model")), record)
                        .error(UNDECODABLE))
                .doesNotContain("hunter2")
                .doesNotContain("could not be read");
    }

    @Test
    void one_wrong_span_spoils_its_record() {
        String wrong = "{\"endTimeUnixNano\":true}";
        Decoded.of(new OtlpFormat().decoder(Decoded.options("model")), record("", call("", "") + "," + wrong))
                .error(UNDECODABLE);
    }

    @Test
    void nulls_are_defaults_as_in_protobuf() {
        String span = "{" + TIMES + ",\"events\":null,\"status\":null,\"attributes\":[" + attribute("model", "null")
                + "," + text("gen_ai.operation.name", "chat") + "]}";
        assertThat(row(record("", span), "model")).containsEntry("model", null);
        assertThat(Decoded.of(new OtlpFormat().decoder(Decoded.options("model")), "{\"resourceSpans\":null}").errors)
                .isEmpty();
    }

    @Test
    void a_record_has_at_most_so_many_elements() {
        DecoderOptions options = Decoded.options("model").withLimits(100_000, 2);
        String spans = call("", "") + "," + call("", "");
        assertThat(Decoded.of(new OtlpFormat().decoder(options), record("", spans)).rows)
                .hasSize(2);
        Decoded.of(new OtlpFormat().decoder(options), record("", spans + "," + call("", "")))
                .error(TOO_LARGE);
    }

    @Test
    void each_encoding_can_be_asked_for() {
        String json = record("", call("", ""));
        DecoderOptions options = Decoded.options("latency_ms");
        assertThat(Decoded.of(new OtlpJsonFormat().decoder(options), "\n" + json).rows)
                .hasSize(1);
        Decoded.of(new OtlpProtobufFormat().decoder(options), json).error(UNDECODABLE);
        byte[] protobuf = Proto.record(Proto.span().bytes(9, Proto.attribute("gen_ai.operation.name", "chat")));
        assertThat(Decoded.of(new OtlpProtobufFormat().decoder(options), protobuf).rows)
                .hasSize(1);
        assertThat(Decoded.of(new OtlpFormat().decoder(options), protobuf).rows).hasSize(1);
        Decoded.of(new OtlpJsonFormat().decoder(options), protobuf).error(UNDECODABLE);
    }
}
