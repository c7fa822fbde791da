// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import io.tidemark.testkit.Seeds;
import io.tidemark.time.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** OTLP that nobody meant: every record is answered, with a value, and what was in it is never told. {@code -Dtidemark.mutations=} says how many. */
class OtlpFuzzTest {
    private static final int RECORDS = Integer.getInteger("tidemark.mutations", 50_000);
    private static final String SECRET = "hunter2";

    private static final String JSON = """
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"hunter2"}}]},"scopeSpans":[{"spans":[{
            "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"chat","startTimeUnixNano":"1544712660000000000",
            "endTimeUnixNano":"1544712661000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"gr\u00fc\u00df"}},{"value":{"intValue":"12"},"key":"gen_ai.usage.input_tokens"},
            {"key":"a","value":{"arrayValue":{"values":[{"stringValue":"hunter2"},{"doubleValue":1e3}]}}},{"key":"t","value":{"doubleValue":-1e300}}],
            "events":[{"name":"gen_ai.evaluation.result","timeUnixNano":"5","attributes":[{"key":"gen_ai.evaluation.score.value","value":{"doubleValue":0.5}}]}],
            "status":{"code":2}}]}]}]}
            """;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final DecoderOptions options = Decoded.options(
                    "$type", "id", "trace_id", "span_name", "model", "input_tokens", "a", "t", "error", "service.name")
            .withLimits(4_000, 100);

    private static byte[] protobuf() {
        Proto score =
                Proto.attribute("gen_ai.evaluation.score.value", Proto.message().number(4, 0.5));
        Proto texts = Proto.message()
                .bytes(1, Proto.message().text(1, SECRET))
                .bytes(1, Proto.message().number(4, 1e3));
        Proto span = Proto.message()
                .bytes(1, HexFormat.of().parseHex("5b8efff798038103d269b633813fc60c"))
                .bytes(2, HexFormat.of().parseHex("eee19b7ec3c1b174"))
                .text(5, "chat")
                .fixed64(7, 1_544_712_660_000_000_000L)
                .fixed64(8, 1_544_712_661_000_000_000L)
                .bytes(9, Proto.attribute("gen_ai.operation.name", "chat"))
                .bytes(9, Proto.attribute("gen_ai.request.model", "gr\u00fc\u00df"))
                .bytes(9, Proto.attribute("gen_ai.usage.input_tokens", 12))
                .bytes(9, Proto.attribute("a", Proto.message().bytes(5, texts)))
                .bytes(9, Proto.attribute("t", Proto.message().number(4, -1e300)))
                .bytes(
                        11,
                        Proto.message()
                                .fixed64(1, 5)
                                .text(2, "gen_ai.evaluation.result")
                                .bytes(3, score))
                .bytes(15, Proto.message().varint(3, 2));
        return Proto.record(Proto.message().bytes(1, Proto.attribute("service.name", SECRET)), span);
    }

    @Test
    void protobuf_never_throws_whatever_the_bytes() {
        fuzz(new OtlpProtobufFormat().decoder(options), protobuf());
    }

    @Test
    void json_never_throws_whatever_the_bytes() {
        fuzz(new OtlpJsonFormat().decoder(options), JSON.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void either_never_throws_whatever_the_bytes() {
        fuzz(new OtlpFormat().decoder(options), protobuf());
    }

    @Test
    void an_attribute_for_the_time_never_throws_whatever_the_bytes() {
        Map<InvalidReason, Integer> outcomes =
                fuzz(new OtlpFormat().decoder(options.withTimestamp(TimestampOptions.event("t"))), protobuf());
        assertThat(outcomes).containsKeys(InvalidReason.BAD_TIMESTAMP, InvalidReason.TIMESTAMP_OUT_OF_RANGE);
    }

    private Map<InvalidReason, Integer> fuzz(Decoder<Row> decoder, byte[] seed) {
        assertThat(Decoded.of(decoder, seed).reasons).doesNotContain(InvalidReason.UNDECODABLE);
        Random random = seeds.random();
        Map<InvalidReason, Integer> outcomes = new EnumMap<>(InvalidReason.class);
        int elements = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] value = DecoderFuzzTest.mutated(random, seed);
            Decoded decoded = Decoded.of(decoder, value);
            check(decoded, value);
            elements += decoded.rows.size();
            decoded.reasons.forEach(reason -> outcomes.merge(reason, 1, Integer::sum));
        }
        assertThat(outcomes).containsKey(InvalidReason.UNDECODABLE);
        assertThat(outcomes.get(InvalidReason.UNDECODABLE)).isGreaterThan(RECORDS / 20);
        if (!outcomes.containsKey(InvalidReason.TIMESTAMP_OUT_OF_RANGE)) {
            assertThat(elements).isGreaterThan(RECORDS / 20);
        }
        return outcomes;
    }

    private static void check(Decoded decoded, byte[] value) {
        boolean fine = decoded.rows.isEmpty()
                || decoded.reasons.stream().noneMatch(reason -> reason == InvalidReason.UNDECODABLE);
        for (String error : decoded.errors) {
            fine &= !error.contains(SECRET) && !error.contains("could not be read") && error.length() < 200;
        }
        for (int i = 0; i < decoded.rows.size(); i++) {
            Row row = decoded.rows.get(i);
            fine &= Timestamps.isValid(decoded.timestamps.get(i)) && row.source().length > 0;
            for (int slot = 0; slot < row.schema().size(); slot++) {
                String text = row.text(slot);
                fine &= text == null || DecoderFuzzTest.isWhole(text);
            }
        }
        if (!fine) {
            fail(
                    "%s%nmade %s %s",
                    HexFormat.of().formatHex(value),
                    decoded.rows.stream().map(Decoded::values).toList(),
                    decoded.errors);
        }
    }
}
