// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import io.tidemark.testkit.Seeds;
import io.tidemark.time.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records that nobody meant: every decoder answers all of them, with a value, and never tells what was in them. {@code -Dtidemark.mutations=} says how many. */
class DecoderFuzzTest {
    private static final int RECORDS = Integer.getInteger("tidemark.mutations", 100_000);
    private static final String SECRET = "hunter2";

    private static final String[] JSON = {
        "{\"type\":\"user_feedback\",\"id\":\"" + SECRET
                + "\",\"timestamp\":\"2023-11-16T18:17:03.979Z\",\"rating\":4.5,\"metadata\":{\"team\":\"" + SECRET
                + "\"}}",
        "{\"event_type\":\"metric\",\"data\":{\"latency_ms\":1e3,\"" + SECRET
                + "\":[1,2,{\"a\":null}]},\"timestamp\":1700158623979.5}",
        "{\"batch_id\":\"" + SECRET
                + "\",\"events\":[{\"timestamp\":1,\"model\":\"\\ud83e\\udd16\"},{\"timestamp\":-1e300},{\"a\":{\"b\":{\"c\":true}}}]}",
        "{\"timestamp\":123,\"model\":\"gr\u00fc\u00df \ud83e\udd16 " + SECRET
                + "\",\"cost\":0.00012345678901234567,\"n\":9223372036854775807}",
    };
    private static final String[] CSV = {
        "2023-11-16T18:17:03.979Z,\"" + SECRET + ", \"\"x\"\"\",4808,10",
        "1700158623979,,true,-1.5e10",
        "0,\u00fc,\ud83e\udd16," + SECRET,
    };
    private static final String[] SPLINTERS = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "\\",
        "\\u",
        "\\ud800",
        "\\udc00",
        "\u0000",
        "\ufeff",
        "null",
        "true",
        "-",
        "1e999999999",
        "1e-999999999",
        "99999999999999999999",
        "9".repeat(200),
        "[".repeat(70),
        "{\"a\":".repeat(70),
        "\"timestamp\":",
        "\"type\":\"x\",",
        "\"events\":[",
        "\r\n",
        "\u0085",
        " ".repeat(9)
    };

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final DecoderOptions options = Decoded.options(
                    "$type",
                    "id",
                    "a.b.c",
                    "a",
                    "metadata.team",
                    "latency_ms",
                    "model",
                    "cost",
                    "n",
                    "quality_score",
                    "start",
                    "$headers.h")
            .withColumns(List.of("timestamp", "model", "a", "n"))
            .withLimits(2_000, 1_000);

    @Test
    void json_never_throws_whatever_the_bytes() {
        Map<InvalidReason, Integer> outcomes = fuzz(new JsonFormat().decoder(options), JSON);
        assertThat(outcomes)
                .containsKeys(
                        InvalidReason.UNDECODABLE, InvalidReason.BAD_TIMESTAMP, InvalidReason.TIMESTAMP_OUT_OF_RANGE);
    }

    @Test
    void feedback_events_never_throw_whatever_the_bytes() {
        Map<InvalidReason, Integer> outcomes = fuzz(new FeedbackEventFormat().decoder(options), JSON);
        assertThat(outcomes)
                .containsKeys(
                        InvalidReason.UNDECODABLE, InvalidReason.BAD_TIMESTAMP, InvalidReason.TIMESTAMP_OUT_OF_RANGE);
    }

    @Test
    void csv_never_throws_whatever_the_bytes() {
        Map<InvalidReason, Integer> outcomes = fuzz(new CsvFormat().decoder(options), CSV);
        assertThat(outcomes)
                .containsKeys(
                        InvalidReason.UNDECODABLE, InvalidReason.BAD_TIMESTAMP, InvalidReason.TIMESTAMP_OUT_OF_RANGE);
    }

    @Test
    void mapped_fields_never_throw_whatever_the_bytes() {
        FieldMapping.Source ratings = new FieldMapping.Source("rating", MappingUnit.CENTS, Map.of());
        FieldMapping.Source types = new FieldMapping.Source("type", MappingUnit.TEXT, Map.of("user_feedback", "f"));
        Map<String, FieldMapping> fields = Map.of(
                "end", mapped(MappingUnit.EPOCH_US, "timestamp"),
                "timestamp", mapped(MappingUnit.RFC3339, "timestamp", "n"),
                "start", mapped(MappingUnit.EPOCH_NS, "data.latency_ms", "n"),
                "latency_ms", mapped(MappingUnit.S, "data.latency_ms"),
                "cost", mapped(MappingUnit.MICRO_USD, "cost", "rating", "n"),
                "quality_score", new FieldMapping(List.of(ratings, types), Optional.of(1)),
                "model", mapped(MappingUnit.TEXT, "model", "id"));
        DecoderOptions mapping = options.withMapping(new MappingOptions(false, fields));
        DecoderOptions csv = options.withMapping(new MappingOptions(true, fields));

        Map<InvalidReason, Integer> outcomes = fuzz(new MappingFormat().decoder(mapping), JSON);
        outcomes.keySet().retainAll(fuzz(new MappingFormat().decoder(csv), CSV).keySet());

        assertThat(outcomes)
                .containsKeys(
                        InvalidReason.UNDECODABLE, InvalidReason.BAD_TIMESTAMP, InvalidReason.TIMESTAMP_OUT_OF_RANGE);
    }

    @Test
    void stacks_never_throw_whatever_the_bytes() {
        String[] calls = {
            oneLine("litellm-success.json"), oneLine("litellm-failure.json"), oneLine("langfuse-generation.json")
        };
        DecoderOptions large = Decoded.options(StackSamples.CALL).withLimits(4_000, 1_000);
        for (RowFormat format : List.of(new LiteLlmFormat(), new LangfuseFormat())) {
            assertThat(fuzz(format.decoder(large), calls))
                    .containsKeys(InvalidReason.UNDECODABLE, InvalidReason.BAD_TIMESTAMP);
        }
    }

    @Test
    void cloud_events_never_throw_whatever_the_bytes() {
        String begin = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"" + SECRET
                + "\",\"type\":\"t\",\"time\":\"2023-11-16T18:17:03.979Z\",";
        String encoded = Base64.getEncoder().encodeToString(JSON[1].getBytes(StandardCharsets.UTF_8));
        String[] events = {
            begin + "\"data\":" + JSON[0] + "}",
            begin + "\"data\":" + JSON[2] + ",\"x\":[{}]}",
            begin + "\"data_base64\":\"" + encoded + "\"}",
            begin + "\"data\":{\"model\":\"gr\u00fc\u00df\"}}"
        };
        DecoderOptions enveloped = options.withData(new FeedbackEventFormat());

        assertThat(fuzz(new CloudEventsFormat().decoder(enveloped), events))
                .containsKeys(
                        InvalidReason.UNDECODABLE, InvalidReason.BAD_TIMESTAMP, InvalidReason.TIMESTAMP_OUT_OF_RANGE);
    }

    private static String oneLine(String sample) {
        return StackSamples.read(sample).replaceAll("\\s*\n\\s*", "");
    }

    private static FieldMapping mapped(MappingUnit unit, String... paths) {
        return new FieldMapping(
                Arrays.stream(paths)
                        .map(path -> new FieldMapping.Source(path, unit, Map.of()))
                        .toList(),
                Optional.empty());
    }

    private Map<InvalidReason, Integer> fuzz(Decoder<Row> decoder, String[] seedRecords) {
        Random random = seeds.random();
        Map<InvalidReason, Integer> outcomes = new EnumMap<>(InvalidReason.class);
        int elements = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] value =
                    mutated(random, seedRecords[random.nextInt(seedRecords.length)].getBytes(StandardCharsets.UTF_8));
            Decoded decoded =
                    Decoded.of(decoder, new SourceRecord(0, i, 0, 0, List.of(new RecordHeader("h", value)), value));
            check(decoded, value);
            elements += decoded.rows.size();
            decoded.reasons.forEach(reason -> outcomes.merge(reason, 1, Integer::sum));
        }
        // Mutations that leave nothing readable, or nothing unreadable, would prove nothing.
        assertThat(elements).isGreaterThan(RECORDS / 20);
        assertThat(outcomes.values().stream().mapToInt(count -> count).sum()).isGreaterThan(RECORDS / 20);
        return outcomes;
    }

    /** Asserts with a message only what fails: half a million messages would take most of the time. */
    private static void check(Decoded decoded, byte[] value) {
        boolean fine = decoded.rows.size() + decoded.errors.size() > 0
                || new String(value, StandardCharsets.UTF_8).contains("events");
        for (String error : decoded.errors) {
            fine &= !error.contains(SECRET) && !error.contains("could not be read") && error.length() < 200;
        }
        for (int i = 0; i < decoded.rows.size(); i++) {
            Row row = decoded.rows.get(i);
            fine &= Timestamps.isValid(decoded.timestamps.get(i)) && row.source().length > 0;
            // The header is the broken record itself.
            for (int slot = 0; slot < row.schema().size(); slot++) {
                fine &= row.schema().paths().get(slot).equals("$headers.h") || isWhole(row.text(slot));
            }
        }
        if (!fine) {
            fail(
                    "%s%nmade %s %s",
                    new String(value, StandardCharsets.UTF_8),
                    decoded.rows.stream().map(Decoded::values).toList(),
                    decoded.errors);
        }
    }

    /** Whether every surrogate has its other half. */
    static boolean isWhole(@Nullable String text) {
        return text == null
                || text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    static byte[] mutated(Random random, byte[] record) {
        byte[] bytes = record;
        for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
            int at = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, at + random.nextInt(12));
            bytes = switch (random.nextInt(6)) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 ->
                    joined(bytes, at, SPLINTERS[random.nextInt(SPLINTERS.length)].getBytes(StandardCharsets.UTF_8), at);
                case 2 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, at + 1));
                case 3 -> joined(bytes, at, new byte[0], to);
                case 4 -> joined(bytes, to, Arrays.copyOfRange(bytes, at, to), to);
                default -> joined(bytes, at, Integer.toString(random.nextInt()).getBytes(StandardCharsets.UTF_8), to);
            };
        }
        return bytes;
    }

    /** The bytes before {@code end}, {@code middle}, and the bytes from {@code rest} on. */
    private static byte[] joined(byte[] bytes, int end, byte[] middle, int rest) {
        byte[] joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - rest);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, rest, joined, end + middle.length, bytes.length - rest);
        return joined;
    }
}
