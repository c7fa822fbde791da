// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans that the OpenTelemetry SDK made and encoded. */
class OtlpSdkTest {
    private static final Instant START = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

    /** Keeps what the SDK exports. */
    private static final class Kept implements SpanExporter {
        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> exported) {
            spans.addAll(exported);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private static final String[] FIELDS = {
        "$type",
        "id",
        "trace_id",
        "parent_span_id",
        "span_name",
        "start",
        "end",
        "timestamp",
        "latency_ms",
        "request_id",
        "session_id",
        "user_id",
        "model",
        "response_model",
        "provider",
        "operation",
        "stream",
        "time_to_first_token_ms",
        "input_tokens",
        "output_tokens",
        "cached_tokens",
        "cache_hit",
        "error",
        "finish_reasons",
        "evaluation",
        "quality_score",
        "score_label",
        "metrics.relevance",
        "metrics.coherence",
        "service.name",
        "gen_ai.request.temperature",
        "my.flag"
    };

    private final Kept kept = new Kept();

    @BeforeEach
    void spans() {
        Resource resource = Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "shop"));
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(resource)
                .addSpanProcessor(SimpleSpanProcessor.create(kept))
                .build()) {
            Tracer tracer = provider.get("test", "1");
            call(tracer);
            tool(tracer);
            failure(tracer);
        }
    }

    private static void call(Tracer tracer) {
        Span span = tracer.spanBuilder("chat gpt-4o")
                .setNoParent()
                .setStartTimestamp(START)
                .startSpan();
        span.setAttribute("gen_ai.operation.name", "chat");
        span.setAttribute("gen_ai.provider.name", "openai");
        span.setAttribute("gen_ai.request.model", "gpt-4o");
        span.setAttribute("gen_ai.response.model", "gpt-4o-2024-08-06");
        span.setAttribute("gen_ai.response.id", "chatcmpl-\u00fc\ud83e\udd16");
        span.setAttribute("gen_ai.conversation.id", "conv-1");
        span.setAttribute("user.id", "u-7");
        span.setAttribute("gen_ai.request.stream", true);
        span.setAttribute("gen_ai.request.temperature", 0.2);
        span.setAttribute("gen_ai.response.time_to_first_chunk", 0.125);
        span.setAttribute("gen_ai.usage.input_tokens", 1200);
        span.setAttribute("gen_ai.usage.output_tokens", 340);
        span.setAttribute("gen_ai.usage.cache_read.input_tokens", 1000);
        span.setAttribute(FINISH_REASONS, List.of("stop", "length"));
        span.setAttribute("my.flag", false);
        span.setAttribute("gen_ai.input.messages", "[{\"role\":\"user\"}]".repeat(20));
        span.addEvent(
                "gen_ai.evaluation.result",
                Attributes.builder()
                        .put("gen_ai.evaluation.name", "relevance")
                        .put("gen_ai.evaluation.score.value", 0.75)
                        .put("gen_ai.evaluation.score.label", "good")
                        .build(),
                START.plusMillis(500));
        span.end(START.plusNanos(412_345_678));
    }

    private static void tool(Tracer tracer) {
        Span span = tracer.spanBuilder("execute_tool weather")
                .setNoParent()
                .setStartTimestamp(START)
                .startSpan();
        span.setAttribute("gen_ai.operation.name", "execute_tool");
        span.end(START.plusMillis(5));
    }

    private static void failure(Tracer tracer) {
        Span span = tracer.spanBuilder("chat")
                .setNoParent()
                .setStartTimestamp(START)
                .startSpan();
        span.setAttribute("gen_ai.operation.name", "chat");
        span.setAttribute("gen_ai.system", "anthropic");
        span.setAttribute("gen_ai.request.model", "claude");
        span.recordException(new IllegalStateException("no"));
        span.setStatus(StatusCode.ERROR, "no");
        span.end(START.plusMillis(20));
    }

    private byte[] encoded(boolean json) throws IOException {
        Marshaler request = TraceRequestMarshaler.create(kept.spans);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (json) {
            request.writeJsonTo(out);
        } else {
            request.writeBinaryTo(out);
        }
        return out.toByteArray();
    }

    @Test
    void a_call_has_all_that_the_sdk_told() throws IOException {
        Decoded decoded = Decoded.of(decoder(), encoded(false));
        assertThat(decoded.errors).isEmpty();
        assertThat(decoded.timestamps).containsExactly(1_700_000_000_412L, 1_700_000_000_500L, 1_700_000_000_020L);
        SpanData span = kept.spans.get(0);
        assertThat(Decoded.values(decoded.rows.get(0)))
                .containsExactly(
                        entry("$type", "llm_call"),
                        entry("id", span.getSpanId()),
                        entry("trace_id", span.getTraceId()),
                        entry("span_name", "chat gpt-4o"),
                        entry("start", 1_700_000_000_000L),
                        entry("end", 1_700_000_000_412L),
                        entry("timestamp", 1_700_000_000_412L),
                        entry("latency_ms", 412.345678),
                        entry("request_id", "chatcmpl-\u00fc\ud83e\udd16"),
                        entry("session_id", "conv-1"),
                        entry("user_id", "u-7"),
                        entry("model", "gpt-4o"),
                        entry("response_model", "gpt-4o-2024-08-06"),
                        entry("provider", "openai"),
                        entry("operation", "chat"),
                        entry("stream", true),
                        entry("time_to_first_token_ms", 125L),
                        entry("input_tokens", 1200L),
                        entry("output_tokens", 340L),
                        entry("cached_tokens", 1000L),
                        entry("cache_hit", true),
                        entry("finish_reasons", "stop,length"),
                        entry("service.name", "shop"),
                        entry("gen_ai.request.temperature", 0.2),
                        entry("my.flag", false));
    }

    @Test
    void an_evaluation_has_its_score_and_what_its_call_is_called() throws IOException {
        Row row = Decoded.of(decoder(), encoded(false)).rows.get(1);
        SpanData span = kept.spans.get(0);
        assertThat(Decoded.values(row))
                .containsExactly(
                        entry("$type", "evaluation"),
                        entry("id", span.getSpanId() + "/0"),
                        entry("trace_id", span.getTraceId()),
                        entry("span_name", "chat gpt-4o"),
                        entry("timestamp", 1_700_000_000_500L),
                        entry("request_id", "chatcmpl-\u00fc\ud83e\udd16"),
                        entry("session_id", "conv-1"),
                        entry("user_id", "u-7"),
                        entry("model", "gpt-4o"),
                        entry("response_model", "gpt-4o-2024-08-06"),
                        entry("provider", "openai"),
                        entry("operation", "chat"),
                        entry("evaluation", "relevance"),
                        entry("quality_score", 0.75),
                        entry("score_label", "good"),
                        entry("metrics.relevance", 0.75),
                        entry("service.name", "shop"),
                        entry("gen_ai.request.temperature", 0.2),
                        entry("my.flag", false));
    }

    @Test
    void a_failed_call_has_the_class_of_its_exception() throws IOException {
        Map<String, @Nullable Object> call =
                Decoded.values(Decoded.of(decoder(), encoded(false)).rows.get(2));
        assertThat(call)
                .contains(entry("error", "java.lang.IllegalStateException"), entry("provider", "anthropic"))
                .doesNotContainKey("input_tokens");
    }

    @Test
    void both_encodings_give_the_same() throws IOException {
        Decoded protobuf = Decoded.of(decoder(), encoded(false));
        Decoded json = Decoded.of(decoder(), encoded(true));
        assertThat(json.errors).isEmpty();
        assertThat(json.timestamps).isEqualTo(protobuf.timestamps);
        assertThat(json.rows.stream().map(Decoded::values).toList())
                .isEqualTo(protobuf.rows.stream().map(Decoded::values).toList())
                .hasSize(3);
    }

    private static Decoder<Row> decoder() {
        return new OtlpFormat().decoder(Decoded.options(FIELDS));
    }
}
