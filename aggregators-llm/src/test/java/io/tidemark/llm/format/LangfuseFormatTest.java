// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static io.tidemark.element.InvalidReason.BAD_TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Samples after Observation, ObservationsView and Score of Langfuse's public API, version 3 (fern/apis/server/definition/commons.yml of langfuse/langfuse). */
class LangfuseFormatTest {
    private final Decoder<Row> decoder = new LangfuseFormat().decoder(Decoded.options(StackSamples.CALL));

    private static Map<String, @Nullable Object> generation() {
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("request_id", "7d1f1c1e-93bb-4c7a-8a4c-2a7c1f8b0a01");
        expected.put("session_id", "chat-9");
        expected.put("user_id", "ann");
        expected.put("team", "search");
        expected.put("model", "gpt-4o-mini-2024-07-18");
        expected.put("operation", "answer");
        expected.put("start", 1763800000123L);
        expected.put("end", 1763800004623L);
        expected.put("latency_ms", 4500L);
        expected.put("time_to_first_token_ms", 413L);
        expected.put("input_tokens", 221L);
        expected.put("output_tokens", 272L);
        expected.put("total_tokens", 1645L);
        expected.put("cached_tokens", 1024L);
        expected.put("reasoning_tokens", 128L);
        expected.put("cost", 0.00042675);
        expected.put("$type", "GENERATION");
        return expected;
    }

    @Test
    void a_generation() {
        Decoded decoded = Decoded.of(decoder, StackSamples.read("langfuse-generation.json"));

        assertThat(decoded.row()).isEqualTo(generation());
        assertThat(decoded.timestamp()).isEqualTo(1763800004623L);
    }

    @Test
    void the_names_of_exports_are_the_same_fields() {
        String exported = StackSamples.read("langfuse-generation.json")
                .replace("traceId", "trace_id")
                .replace("sessionId", "session_id")
                .replace("userId", "user_id")
                .replace("startTime", "start_time")
                .replace("endTime", "end_time")
                .replace("completionStartTime", "completion_start_time")
                .replace("usageDetails", "usage_details")
                .replace("costDetails", "cost_details")
                .replace("\"model\"", "\"provided_model_name\"");

        assertThat(Decoded.of(decoder, exported).row()).isEqualTo(generation());
    }

    @Test
    void a_generation_of_an_older_server_has_usage_only() {
        String old = StackSamples.read("langfuse-generation.json")
                .replace("usageDetails", "x")
                .replace("costDetails", "y")
                .replace("calculatedTotalCost", "z")
                .replace("\"sessionId\": \"chat-9\",", "");

        assertThat(Decoded.of(decoder, old).row())
                .containsEntry("input_tokens", 1245L)
                .containsEntry("output_tokens", 400L)
                .containsEntry("total_tokens", 1645L)
                .containsEntry("cost", 0.00042675)
                .containsEntry("session_id", "trace-41");
    }

    @Test
    void only_the_level_says_that_it_failed() {
        String failed = StackSamples.read("langfuse-generation.json").replace("\"DEFAULT\"", "\"ERROR\"");
        String warned = StackSamples.read("langfuse-generation.json").replace("\"DEFAULT\"", "\"WARNING\"");

        assertThat(Decoded.of(decoder, failed).row()).containsEntry("error", "_OTHER");
        assertThat(Decoded.of(decoder, warned).row()).doesNotContainKey("error");
    }

    @Test
    void a_score_is_an_element_of_its_own() {
        Decoder<Row> scores = new LangfuseFormat()
                .decoder(Decoded.options("$type", "quality_score", "name", "session_id", "source", "observationId"));

        Decoded decoded = Decoded.of(scores, StackSamples.read("langfuse-score.json"));

        assertThat(decoded.timestamp()).isEqualTo(1763800020000L);
        assertThat(decoded.row())
                .isEqualTo(Map.of(
                        "$type", "NUMERIC",
                        "quality_score", 0.8,
                        "name", "helpfulness",
                        "session_id", "trace-41",
                        "source", "EVAL",
                        "observationId", "7d1f1c1e-93bb-4c7a-8a4c-2a7c1f8b0a01"));
    }

    @Test
    void without_an_end_the_start_counts() {
        String open = "{\"type\":\"EVENT\",\"startTime\":\"2025-11-22T08:26:40.123Z\",\"endTime\":null}";

        assertThat(Decoded.of(decoder, open).timestamp()).isEqualTo(1763800000123L);
        assertThat(Decoded.of(decoder, open).row()).doesNotContainKey("latency_ms");
        assertThat(Decoded.of(decoder, "{\"type\":\"EVENT\"}").error(BAD_TIMESTAMP))
                .contains("missing");
    }

    @Test
    void what_the_job_maps_wins() {
        DecoderOptions options =
                Decoded.options("team", "model").withMapping(StackSamples.mapping("team", "metadata.region"));

        assertThat(Decoded.of(new LangfuseFormat().decoder(options), StackSamples.read("langfuse-generation.json"))
                        .row())
                .isEqualTo(Map.of("team", "eu", "model", "gpt-4o-mini-2024-07-18"));
    }
}
