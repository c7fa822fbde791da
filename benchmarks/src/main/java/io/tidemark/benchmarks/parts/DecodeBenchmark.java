// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.parts;

import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import io.tidemark.llm.format.DecoderOptions;
import io.tidemark.llm.format.FeedbackEventFormat;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Decoding a feedback event of about 400 bytes to the five fields that a view of latency, cost and errors by model reads. Events differ; all of them are some 2 MB, as what a poll has just brought is in the caches.
 *
 * <p>Command: {@code benchmarks/run jmh DecodeBenchmark -prof gc}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class DecodeBenchmark implements ElementCollector<Row> {
    private static final int EVENTS = 1 << 12;
    private static final List<String> FIELDS = List.of("$type", "model", "latency_ms", "cost", "error");

    private final SourceRecord[] records = new SourceRecord[EVENTS];
    private final Decoder<Row> decoder =
            new FeedbackEventFormat().decoder(DecoderOptions.of(RowSchema.of(FIELDS), System::currentTimeMillis));
    private @Nullable Blackhole hole;
    private int next;

    /** Calls of models, each another. */
    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < EVENTS; i++) {
            records[i] = SourceRecord.of(0, i, event(i, random).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String event(int number, SplittableRandom random) {
        return "{\"type\":\"performance_metrics\",\"id\":\"" + uuid(random) + "\",\"timestamp\":\""
                + Instant.ofEpochMilli(1_767_225_600_123L + number * 37L) + "\",\"request_id\":\"" + uuid(random)
                + "\",\"session_id\":\"" + uuid(random) + "\",\"model\":\"model-" + random.nextInt(50)
                + "\",\"latency_ms\":" + random.nextInt(90_000) / 10.0 + ",\"input_tokens\":" + random.nextInt(9000)
                + ",\"output_tokens\":" + random.nextInt(2000) + ",\"cost\":0.0" + (10_000 + random.nextInt(80_000))
                + ",\"quality_score\":0." + (100 + random.nextInt(900))
                + ",\"error\":null,\"metrics\":{\"time_to_first_token_ms\":" + random.nextInt(900) + "}}";
    }

    private static UUID uuid(SplittableRandom random) {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** One event. */
    @Benchmark
    public void decode(Blackhole blackhole) {
        hole = blackhole;
        decoder.decode(records[next++ & (EVENTS - 1)], this);
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
