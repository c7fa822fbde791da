// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.parts;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import io.tidemark.llm.format.DecoderOptions;
import io.tidemark.llm.format.OtlpProtobufFormat;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Decoding OTLP in protobuf, records of 64 spans of some 700 bytes with 14 attributes, all of them LLM calls, to the seven fields that a view of latency, tokens and errors by model reads. The time is
 * that of a span. Records differ; all of them are some 3 MB.
 *
 * <p>Command: {@code benchmarks/run jmh OtlpDecodeBenchmark -prof gc}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class OtlpDecodeBenchmark implements ElementCollector<Row> {
    private static final int RECORDS = 64;
    private static final int SPANS = 64;
    private static final List<String> FIELDS =
            List.of("$type", "model", "latency_ms", "input_tokens", "output_tokens", "cost", "error");
    private static final long START = 1_767_225_600_123_456_789L;

    /** What a message holds. */
    private interface Content {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private final SourceRecord[] records = new SourceRecord[RECORDS];
    private final Decoder<Row> decoder =
            new OtlpProtobufFormat().decoder(DecoderOptions.of(RowSchema.of(FIELDS), System::currentTimeMillis));
    private @Nullable Blackhole hole;
    private int next;

    /** Batches of calls, each another. */
    @Setup
    public void setUp() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < RECORDS; i++) {
            records[i] = SourceRecord.of(0, i, record(random));
        }
    }

    private static byte[] message(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        content.writeTo(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static void write(CodedOutputStream out, int field, Content content) throws IOException {
        out.writeBytes(field, ByteString.copyFrom(message(content)));
    }

    private static void attribute(CodedOutputStream out, String name, Content value) throws IOException {
        write(out, 9, pair -> {
            pair.writeString(1, name);
            write(pair, 2, value);
        });
    }

    private static void text(CodedOutputStream out, String name, String value) throws IOException {
        attribute(out, name, any -> any.writeString(1, value));
    }

    private static void whole(CodedOutputStream out, String name, long value) throws IOException {
        attribute(out, name, any -> any.writeInt64(3, value));
    }

    private static byte[] record(SplittableRandom random) throws IOException {
        return message(request -> write(request, 1, resourceSpans -> {
            write(
                    resourceSpans,
                    1,
                    resource -> write(resource, 1, pair -> {
                        pair.writeString(1, "service.name");
                        write(pair, 2, any -> any.writeString(1, "shop"));
                    }));
            write(resourceSpans, 2, scopeSpans -> {
                write(scopeSpans, 1, scope -> scope.writeString(1, "opentelemetry.instrumentation.openai_v2"));
                for (int i = 0; i < SPANS; i++) {
                    write(scopeSpans, 2, span -> span(span, random));
                }
            });
        }));
    }

    private static void span(CodedOutputStream span, SplittableRandom random) throws IOException {
        String model = "model-" + random.nextInt(50);
        long start = START + random.nextInt(1 << 30);
        span.writeBytes(1, ByteString.copyFrom(random(random, 16)));
        span.writeBytes(2, ByteString.copyFrom(random(random, 8)));
        span.writeBytes(4, ByteString.copyFrom(random(random, 8)));
        span.writeString(5, "chat " + model);
        span.writeEnum(6, 3);
        span.writeFixed64(7, start);
        span.writeFixed64(8, start + random.nextLong(9_000_000_000L));
        text(span, "gen_ai.operation.name", "chat");
        text(span, "gen_ai.provider.name", "openai");
        text(span, "gen_ai.request.model", model);
        text(span, "gen_ai.response.model", model + "-2026-01-01");
        text(span, "gen_ai.response.id", "chatcmpl-" + Long.toHexString(random.nextLong()));
        text(span, "gen_ai.conversation.id", Long.toHexString(random.nextLong()));
        text(span, "server.address", "api.openai.com");
        whole(span, "server.port", 443);
        attribute(span, "gen_ai.request.temperature", any -> any.writeDouble(4, 0.7));
        whole(span, "gen_ai.request.max_tokens", 4096);
        attribute(
                span,
                "gen_ai.response.finish_reasons",
                any -> write(any, 5, array -> write(array, 1, value -> value.writeString(1, "stop"))));
        whole(span, "gen_ai.usage.input_tokens", random.nextInt(9000));
        whole(span, "gen_ai.usage.output_tokens", random.nextInt(2000));
        whole(span, "gen_ai.usage.cache_read.input_tokens", random.nextInt(2000));
        write(span, 15, status -> status.writeEnum(3, 0));
        span.writeFixed32(16, 257);
    }

    private static byte[] random(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One record, counted by its spans. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void decode(Blackhole blackhole) {
        hole = blackhole;
        decoder.decode(records[next++ & (RECORDS - 1)], this);
    }

    @Override
    public void element(Row element, long timestamp) {
        Blackhole taker = Objects.requireNonNull(hole);
        taker.consume(element);
        taker.consume(timestamp);
    }

    @Override
    public void invalid(InvalidReason reason, String error) {
        throw new IllegalStateException(error);
    }
}
