// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static io.tidemark.element.InvalidReason.BAD_TIMESTAMP;
import static io.tidemark.element.InvalidReason.TOO_LARGE;
import static io.tidemark.element.InvalidReason.UNDECODABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackEventFormatTest {
    @RegisterExtension
    final Seeds seeds = new Seeds();

    private static Decoder<Row> decoder(String... fields) {
        return new FeedbackEventFormat().decoder(Decoded.options(fields));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = FeedbackEventFormatTest.class.getResourceAsStream("events/" + name + ".json")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void d17_user_feedback() throws IOException {
        Decoded decoded = Decoded.of(
                decoder(
                        "$type",
                        "id",
                        "session_id",
                        "user_id",
                        "rating",
                        "liked",
                        "task_completed",
                        "response_regenerated",
                        "dwell_time_seconds",
                        "comment",
                        "metadata.channel"),
                golden("user_feedback"));
        assertThat(decoded.row())
                .containsEntry("$type", "user_feedback")
                .containsEntry("id", "6f1f0c9e-6d0e-4a53-9c55-0a6f2f6b1c01")
                .containsEntry("session_id", "s-41")
                .containsEntry("user_id", null)
                .containsEntry("rating", 4.5)
                .containsEntry("liked", true)
                .containsEntry("task_completed", true)
                .containsEntry("response_regenerated", false)
                .containsEntry("dwell_time_seconds", 12L)
                .containsEntry("metadata.channel", "web")
                .doesNotContainKey("comment");
        assertThat(decoded.timestamp()).isEqualTo(1700158623979L);
    }

    @Test
    void d17_performance_metrics() throws IOException {
        assertThat(Decoded.of(
                                decoder(
                                        "$type",
                                        "model",
                                        "latency_ms",
                                        "input_tokens",
                                        "output_tokens",
                                        "cost",
                                        "quality_score",
                                        "error",
                                        "metrics.ttft"),
                                golden("performance_metrics"))
                        .row())
                .containsEntry("$type", "performance_metrics")
                .containsEntry("model", "gpt-4o")
                .containsEntry("latency_ms", 812.5)
                .containsEntry("input_tokens", 1024L)
                .containsEntry("output_tokens", 256L)
                .containsEntry("cost", 0.00512)
                .containsEntry("quality_score", 0.93)
                .containsEntry("error", null)
                .containsEntry("metrics.ttft", 120L);
    }

    @Test
    void d17_model_response() throws IOException {
        assertThat(Decoded.of(
                                decoder(
                                        "$type",
                                        "model",
                                        "response_length",
                                        "config.temperature",
                                        "config.tools",
                                        "context.tenant"),
                                golden("model_response"))
                        .row())
                .containsEntry("$type", "model_response")
                .containsEntry("model", "claude-3-5-sonnet")
                .containsEntry("response_length", 1820L)
                .containsEntry("config.temperature", 0.7)
                .containsEntry("config.tools", Row.Kind.NESTED)
                .containsEntry("context.tenant", "acme");
    }

    @Test
    void d17_system_health() throws IOException {
        assertThat(Decoded.of(
                                decoder(
                                        "$type",
                                        "component",
                                        "status",
                                        "cpu_usage",
                                        "error_rate",
                                        "queue_depth",
                                        "metrics.gpu.util"),
                                golden("system_health"))
                        .row())
                .containsEntry("$type", "system_health")
                .containsEntry("component", "router")
                .containsEntry("status", "degraded")
                .containsEntry("cpu_usage", 0.82)
                .containsEntry("error_rate", 0.01)
                .containsEntry("metrics.gpu.util", 77L)
                .doesNotContainKey("queue_depth");
    }

    @Test
    void d17_experiment_result_does_not_look_into_its_data() throws IOException {
        assertThat(Decoded.of(
                                decoder(
                                        "$type",
                                        "variant_id",
                                        "metric_value",
                                        "is_winner",
                                        "confidence",
                                        "p_value",
                                        "data.p_value"),
                                golden("experiment_result"))
                        .row())
                .containsEntry("$type", "experiment_result")
                .containsEntry("variant_id", "b")
                .containsEntry("metric_value", 1L)
                .containsEntry("is_winner", true)
                .containsEntry("confidence", 0.95)
                .containsEntry("data.p_value", 0.03)
                .doesNotContainKey("p_value");
    }

    @ParameterizedTest
    @CsvSource({"metric", "anomaly", "feedback", "performance_alert", "cost_alert", "quality_alert"})
    void d17_the_second_shape_has_its_payload_in_data(String type) throws IOException {
        Decoded decoded = Decoded.of(
                decoder(
                        "$type",
                        "source",
                        "latency_ms",
                        "data.latency_ms",
                        "metadata.model_id",
                        "model_id",
                        "metrics.ttft",
                        "data"),
                golden("second_shape").replace("EVENT_TYPE", type));
        assertThat(decoded.row())
                .containsEntry("$type", type)
                .containsEntry("source", "observatory")
                .containsEntry("latency_ms", 812.5)
                .containsEntry("data.latency_ms", 812.5)
                .containsEntry("metadata.model_id", "gpt-4o")
                .containsEntry("metrics.ttft", 120L)
                .containsEntry("data", Row.Kind.NESTED)
                .doesNotContainKey("model_id");
        assertThat(decoded.timestamp()).isEqualTo(1700158623979L);
    }

    @Test
    void the_top_wins_over_data_whatever_the_order() {
        for (String record : permutations(
                "\"event_type\":\"metric\"",
                "\"timestamp\":1",
                "\"data\":{\"a\":2,\"b\":2,\"timestamp\":9,\"c\":{\"d\":2}}",
                "\"a\":1",
                "\"c\":null",
                "\"b\":null")) {
            Decoded decoded = Decoded.of(decoder("a", "b", "c.d"), record);
            assertThat(decoded.row())
                    .as(record)
                    .containsEntry("a", 1L)
                    .containsEntry("b", null)
                    .containsEntry("c.d", 2L);
            assertThat(decoded.timestamp()).isEqualTo(1);
        }
    }

    @Test
    void the_timestamp_of_the_second_shape_may_be_in_data_too() {
        assertThat(Decoded.of(decoder(), "{\"data\":{\"timestamp\":5},\"event_type\":\"metric\"}")
                        .timestamp())
                .isEqualTo(5);
        assertThat(Decoded.of(decoder(), "{\"data\":{\"timestamp\":5},\"type\":\"metric\"}")
                        .error(BAD_TIMESTAMP))
                .contains("missing");
    }

    @Test
    void with_both_types_it_is_the_first_shape_whatever_the_order() {
        for (String record : permutations(
                "\"event_type\":\"metric\"", "\"timestamp\":1", "\"data\":{\"a\":2}", "\"type\":\"custom\"")) {
            assertThat(Decoded.of(decoder("$type", "a", "data.a"), record).row())
                    .as(record)
                    .isEqualTo(Map.of("$type", "custom", "data.a", 2L));
        }
    }

    @Test
    void a_type_that_is_no_text_is_none() {
        assertThat(Decoded.of(
                                decoder("$type", "type", "a"),
                                "{\"timestamp\":1,\"type\":5,\"event_type\":\"x\",\"data\":{\"a\":1}}")
                        .row())
                .isEqualTo(Map.of("$type", "x", "type", 5L, "a", 1L));
        assertThat(Decoded.of(decoder("$type", "a"), "{\"timestamp\":1,\"event_type\":{},\"data\":{\"a\":1}}")
                        .row())
                .isEmpty();
        assertThat(Decoded.of(decoder("$type", "a"), "{\"timestamp\":1,\"a\":1}")
                        .row())
                .isEqualTo(Map.of("a", 1L));
    }

    @Test
    void a_batch_yields_its_events_each_with_its_own_bytes() throws IOException {
        List<String> events = List.of(golden("user_feedback"), golden("second_shape"), "{\"timestamp\":7}");
        for (String record : permutations(
                "\"batch_id\":\"b\"",
                "\"created_at\":\"2023-11-16T18:17:03Z\"",
                "\"events\": [" + String.join(" , ", events) + " ]")) {
            for (String marked : List.of(record, "\ufeff" + record)) {
                Decoded batch = Decoded.of(decoder("$type", "latency_ms", "rating"), marked);
                assertThat(batch.errors).isEmpty();
                assertThat(batch.timestamps).containsExactly(1700158623979L, 1700158623979L, 7L);
                assertThat(batch.rows.get(0).source())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(events.get(0).strip());
                for (int i = 0; i < 3; i++) {
                    Decoded alone = Decoded.of(
                            decoder("$type", "latency_ms", "rating"),
                            batch.rows.get(i).source());
                    assertThat(alone.row()).isEqualTo(Decoded.values(batch.rows.get(i)));
                }
            }
        }
    }

    @Test
    void in_a_batch_every_event_stands_for_itself() {
        Decoded batch = Decoded.of(
                decoder("a"),
                "{\"events\":[{\"timestamp\":1},5,{\"a\":1},[{\"timestamp\":2}],{\"timestamp\":3,\"a\":[{}]}]}");
        assertThat(batch.timestamps).containsExactly(1L, 3L);
        assertThat(batch.reasons).containsExactly(UNDECODABLE, BAD_TIMESTAMP, UNDECODABLE);
        assertThat(batch.errors.get(0)).isEqualTo("element 1 of the batch is not an object");
        assertThat(batch.errors.get(2)).isEqualTo("element 3 of the batch is not an object");
        assertThat(Decoded.of(decoder(), "{\"events\":[]}").rows).isEmpty();
        assertThat(Decoded.of(decoder(), "{\"events\":[]}").errors).isEmpty();
    }

    @Test
    void an_unreadable_batch_yields_nothing_else() {
        String rows = "{\"timestamp\":1},".repeat(10);
        for (String record : List.of(
                "{\"events\":[" + rows + "{]}",
                "{\"events\":[" + rows,
                "{\"events\":[" + rows + "{}]",
                "{\"events\":[" + rows + "{}]} x")) {
            Decoded.of(decoder(), record).error(UNDECODABLE);
        }
    }

    @Test
    void a_typed_event_is_no_batch_and_the_last_events_count() {
        for (String record :
                permutations("\"type\":\"custom\"", "\"timestamp\":1", "\"events\":[{\"timestamp\":5},3]")) {
            assertThat(Decoded.of(decoder("events"), record).row()).isEqualTo(Map.of("events", Row.Kind.NESTED));
        }
        assertThat(Decoded.of(decoder(), "{\"events\":[{\"timestamp\":5}],\"events\":[{\"timestamp\":6}]}").timestamps)
                .containsExactly(6L);
        assertThat(Decoded.of(decoder("events"), "{\"timestamp\":1,\"events\":[{\"timestamp\":5}],\"events\":2}")
                        .row())
                .isEqualTo(Map.of("events", 2L));
    }

    @Test
    void a_batch_has_a_limit() {
        Decoder<Row> two = new FeedbackEventFormat().decoder(Decoded.options().withLimits(1000, 2));
        assertThat(Decoded.of(two, "{\"events\":[{\"timestamp\":1},{}]}").rows).hasSize(1);
        assertThat(Decoded.of(two, "{\"events\":[{\"timestamp\":1},{},{\"timestamp\":1},{},[]]}")
                        .error(TOO_LARGE))
                .isEqualTo("the record has more than 2 elements");
    }

    @Test
    void the_order_of_members_never_matters() {
        Random random = seeds.random();
        String[] fields = {"$type", "a", "b.c", "data.a", "data.b.c", "b", "data"};
        for (int i = 0; i < 20_000; i++) {
            List<String> members = members(random);
            Map<String, @Nullable Object> expected =
                    Decoded.of(decoder(fields), object(members)).row();
            Collections.shuffle(members, random);
            assertThat(Decoded.of(decoder(fields), object(members)).row())
                    .as("%s", members)
                    .isEqualTo(expected);
        }
    }

    private static List<String> members(Random random) {
        List<String> members = new ArrayList<>(List.of("\"timestamp\":1"));
        String[] names = {"type", "event_type", "a", "b", "data", "b.c", "data.a", "data.b", "x"};
        for (String name : names) {
            if (random.nextBoolean()) {
                members.add("\"" + name + "\":" + value(random, 0));
            }
        }
        return members;
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 4 : 6)) {
            case 0 -> "null";
            case 1 -> "\"t" + random.nextInt(3) + "\"";
            case 2 -> "" + random.nextInt(5);
            case 3 -> "[{\"a\":1}]";
            default -> {
                List<String> members = new ArrayList<>();
                for (String name : new String[] {"a", "b", "c", "b.c"}) {
                    if (random.nextBoolean()) {
                        members.add("\"" + name + "\":" + value(random, depth + 1));
                    }
                }
                Collections.shuffle(members, random);
                yield object(members);
            }
        };
    }

    private static String object(List<String> members) {
        return "{" + String.join(",", members) + "}";
    }

    /** The object of these members in all orders. */
    private static List<String> permutations(String... members) {
        List<String> all = new ArrayList<>();
        permute(new ArrayList<>(List.of(members)), 0, all);
        return all;
    }

    private static void permute(List<String> members, int from, List<String> all) {
        if (from == members.size()) {
            all.add(object(members));
        }
        for (int i = from; i < members.size(); i++) {
            Collections.swap(members, from, i);
            permute(members, from + 1, all);
            Collections.swap(members, from, i);
        }
    }
}
