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

/** Samples after the class StandardLoggingPayload of LiteLLM 1.80 and its documentation, docs.litellm.ai/docs/proxy/logging_spec. */
class LiteLlmFormatTest {
    private final Decoder<Row> decoder = new LiteLlmFormat().decoder(Decoded.options(StackSamples.CALL));

    @Test
    void a_call_that_succeeded() {
        Decoded decoded = Decoded.of(decoder, StackSamples.read("litellm-success.json"));

        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("request_id", "chatcmpl-9aK3fQ2nV7uY");
        expected.put("session_id", "5f0a4b7e-6f35-4f0c-9a55-0f7c6e2f1d11");
        expected.put("user_id", "end-7");
        expected.put("team", "search");
        expected.put("model", "gpt-4o-mini");
        expected.put("response_model", "gpt-4o-mini-2024-07-18");
        expected.put("provider", "openai");
        expected.put("operation", "acompletion");
        expected.put("start", 1763800000123L);
        expected.put("end", 1763800004623L);
        expected.put("latency_ms", 4500L);
        expected.put("time_to_first_token_ms", 413L);
        expected.put("input_tokens", 1245L);
        expected.put("output_tokens", 400L);
        expected.put("total_tokens", 1645L);
        expected.put("cached_tokens", 1024L);
        expected.put("reasoning_tokens", 128L);
        expected.put("cost", 0.00042675);
        expected.put("cache_hit", false);
        expected.put("$type", "acompletion");
        assertThat(decoded.row()).isEqualTo(expected);
        assertThat(decoded.timestamp()).isEqualTo(1763800004623L);
    }

    @Test
    void a_call_that_failed() {
        Decoded decoded = Decoded.of(decoder, StackSamples.read("litellm-failure.json"));

        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("request_id", "b9f0f7a2-2c35-4d26-a9f3-1e1f4c2d9a77");
        expected.put("session_id", "b9f0f7a2-2c35-4d26-a9f3-1e1f4c2d9a77");
        expected.put("user_id", "svc-search");
        expected.put("team", "f3c2");
        expected.put("model", "claude-sonnet");
        expected.put("provider", "anthropic");
        expected.put("operation", "acompletion");
        expected.put("start", 1763800010000L);
        expected.put("end", 1763800010250L);
        expected.put("latency_ms", 250L);
        expected.put("time_to_first_token_ms", 250L);
        expected.put("input_tokens", 0L);
        expected.put("output_tokens", 0L);
        expected.put("total_tokens", 0L);
        expected.put("cost", 0L);
        expected.put("error", "RateLimitError");
        expected.put("$type", "acompletion");
        assertThat(decoded.row()).isEqualTo(expected);
        assertThat(decoded.timestamp()).isEqualTo(1763800010250L);
    }

    @Test
    void an_error_without_a_class_is_one_still() {
        String json = "{\"endTime\":1.5,\"status\":\"failure\",\"error_information\":{\"error_class\":null}}";
        assertThat(Decoded.of(decoder, json).row()).containsEntry("error", "_OTHER");
        assertThat(Decoded.of(decoder, json.replace("failure", "success")).row())
                .doesNotContainKey("error");
    }

    @Test
    void t1_the_time_of_the_event_is_the_end_floored() {
        assertThat(Decoded.of(decoder, "{\"endTime\":1763800004.9999999}").timestamp())
                .isEqualTo(1763800004999L);
        assertThat(Decoded.of(decoder, "{\"startTime\":1763800004}").error(BAD_TIMESTAMP))
                .contains("missing");
        assertThat(Decoded.of(decoder, "{\"endTime\":\"2025-11-22T08:26:44Z\"}").error(BAD_TIMESTAMP))
                .contains("not a time");
    }

    @Test
    void what_the_job_maps_wins_and_other_members_are_at_their_own_path() {
        DecoderOptions options = Decoded.options(
                        "team", "model", "metadata.user_api_key_alias", "model_group", "messages")
                .withMapping(StackSamples.mapping("team", "metadata.requester_metadata.feature"));

        assertThat(Decoded.of(new LiteLlmFormat().decoder(options), StackSamples.read("litellm-success.json"))
                        .row())
                .isEqualTo(Map.of(
                        "team", "summary",
                        "model", "gpt-4o-mini",
                        "metadata.user_api_key_alias", "search-prod",
                        "model_group", "cheap",
                        "messages", Row.Kind.NESTED));
    }
}
