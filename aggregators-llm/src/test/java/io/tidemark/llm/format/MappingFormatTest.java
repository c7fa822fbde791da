// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static io.tidemark.element.InvalidReason.BAD_TIMESTAMP;
import static io.tidemark.element.InvalidReason.TIMESTAMP_OUT_OF_RANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingFormatTest {
    private final Map<String, FieldMapping> fields = new LinkedHashMap<>();

    private void map(String field, MappingUnit unit, String... paths) {
        List<FieldMapping.Source> sources = new java.util.ArrayList<>();
        for (String path : paths) {
            sources.add(new FieldMapping.Source(path, unit, Map.of()));
        }
        fields.put(field, new FieldMapping(sources, Optional.empty()));
    }

    private Decoder<Row> decoder(DecoderOptions options) {
        return new MappingFormat().decoder(options.withMapping(new MappingOptions(false, fields)));
    }

    private Map<String, @Nullable Object> read(String json, String... wanted) {
        return Decoded.of(decoder(Decoded.options(wanted)), json).row();
    }

    @ParameterizedTest
    @CsvSource({
        "S, 1.5, 1500",
        "S, 12, 12000",
        "S, 0.0001, 0.1",
        "S, 1.005, 1005",
        "S, 0.3, 300",
        "S, 4.35, 4350",
        "S, 1e-3, 1",
        "MS, 12.25, 12.25",
        "US, 1500, 1.5",
        "US, 7, 0.007",
        "US, 9223372036854775807, 9.223372036854776E15",
        "NS, 123456789, 123.456789",
        "NS, 1000000, 1",
        "NS, 1.5, 0.0000015",
    })
    void durations_become_milliseconds_exactly(MappingUnit unit, String written, double expected) {
        map("latency_ms", unit, "took");
        for (String json : List.of(written, "\"" + written + "\"", written + " ,\"x\":\"\\u00e9\"")) {
            Object value = read("{\"timestamp\":1,\"took\":" + json + "}", "latency_ms")
                    .get("latency_ms");
            assertThat(((Number) java.util.Objects.requireNonNull(value)).doubleValue())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cost, USD, 0.00035, 0.00035",
        "cost, CENTS, 29, 0.29",
        "cost, CENTS, 1.1, 0.011",
        "cost, MICRO_USD, 4350, 0.00435",
        "cost, NANO_USD, 1, 1E-9",
        "quality_score, PERCENT, 57, 0.57",
        "metrics.accuracy, PERCENT, 0.1, 0.001",
        "input_tokens, THOUSAND_TOKENS, 1.234, 1234",
    })
    void amounts_are_converted_exactly(String field, MappingUnit unit, String written, double expected) {
        map(field, unit, "a");
        Object value = read("{\"timestamp\":1,\"a\":" + written + "}", field).get(field);
        assertThat(((Number) java.util.Objects.requireNonNull(value)).doubleValue())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "EPOCH_S, 1700000000.9999999, 1700000000999",
        "EPOCH_S, -0.0001, -1",
        "EPOCH_MS, 1700000000123.9999999999, 1700000000123",
        "EPOCH_US, 1700000000123999, 1700000000123",
        "EPOCH_US, -1, -1",
        "EPOCH_NS, 1700000000123999999, 1700000000123",
        "EPOCH_NS, -1000001, -2",
        "RFC3339, \"2023-11-14T22:13:20.1239Z\", 1700000000123",
    })
    void t1_times_floor_to_the_millisecond(MappingUnit unit, String written, long expected) {
        map("end", unit, "done");
        Decoded decoded = Decoded.of(decoder(Decoded.options("end")), "{\"done\":" + written + "}");

        assertThat(decoded.timestamp()).isEqualTo(expected);
        assertThat(decoded.row()).isEqualTo(Map.of("end", expected));
    }

    @Test
    void the_first_source_that_has_something_counts_whatever_the_order() {
        map("model", MappingUnit.TEXT, "response.model", "model_name", "deployment");

        assertThat(read(
                        "{\"deployment\":\"c\",\"timestamp\":1,\"model_name\":\"b\",\"response\":{\"model\":\"a\"}}",
                        "model"))
                .isEqualTo(Map.of("model", "a"));
        assertThat(read(
                        "{\"response\":{\"model\":\"\"},\"model_name\":null,\"deployment\":\"c\",\"timestamp\":1}",
                        "model"))
                .isEqualTo(Map.of("model", "c"));
        assertThat(read("{\"response\":{\"model\":\"\"},\"timestamp\":1}", "model"))
                .isEmpty();
    }

    @Test
    void values_are_translated_and_others_are_nothing() {
        fields.put(
                "error",
                new FieldMapping(
                        List.of(
                                new FieldMapping.Source("error_class", MappingUnit.TEXT, Map.of()),
                                new FieldMapping.Source(
                                        "status",
                                        MappingUnit.TEXT,
                                        Map.of("failure", "_OTHER", "500", "server", "false", "f"))),
                        Optional.empty()));

        assertThat(read("{\"timestamp\":1,\"status\":\"success\"}", "error")).isEmpty();
        assertThat(read("{\"timestamp\":1,\"status\":\"failure\"}", "error")).isEqualTo(Map.of("error", "_OTHER"));
        assertThat(read("{\"timestamp\":1,\"status\":500}", "error")).isEqualTo(Map.of("error", "server"));
        assertThat(read("{\"timestamp\":1,\"status\":false}", "error")).isEqualTo(Map.of("error", "f"));
        assertThat(read("{\"timestamp\":1,\"status\":\"failure\",\"error_class\":\"Timeout\"}", "error"))
                .isEqualTo(Map.of("error", "Timeout"));
    }

    @Test
    void durations_that_are_not_there_are_between_the_times() {
        map("start", MappingUnit.EPOCH_S, "t.begin");
        map("first_token", MappingUnit.EPOCH_MS, "t.first");
        map("end", MappingUnit.EPOCH_S, "t.done");
        map("latency_ms", MappingUnit.S, "took");
        String[] wanted = {"time_to_first_token_ms", "latency_ms", "start"};

        assertThat(read("{\"t\":{\"done\":12.5,\"first\":10250,\"begin\":10}}", wanted))
                .isEqualTo(Map.of("time_to_first_token_ms", 250L, "latency_ms", 2500L, "start", 10_000L));
        assertThat(read("{\"t\":{\"done\":12.5,\"begin\":10},\"took\":2.4}", wanted))
                .isEqualTo(Map.of("latency_ms", 2400L, "start", 10_000L));
        assertThat(read("{\"t\":{\"done\":12.5,\"begin\":13,\"first\":\"soon\"},\"took\":null}", wanted))
                .isEqualTo(Map.of("start", 13_000L));
        assertThat(read("{\"t\":{\"done\":12.5}}", wanted)).isEmpty();
    }

    @Test
    void defaults_fill_what_is_not_there() {
        fields.put("provider", new FieldMapping(List.of(), Optional.of("own")));
        fields.put(
                "cost",
                new FieldMapping(
                        List.of(new FieldMapping.Source("price", MappingUnit.CENTS, Map.of())), Optional.of(0.5)));

        assertThat(read("{\"timestamp\":1,\"price\":null}", "provider", "cost"))
                .isEqualTo(Map.of("provider", "own", "cost", 0.5));
        assertThat(read("{\"timestamp\":1,\"price\":3}", "provider", "cost"))
                .isEqualTo(Map.of("provider", "own", "cost", 0.03));
    }

    @Test
    void what_cannot_be_converted_stays_as_it_is() {
        map("latency_ms", MappingUnit.S, "took");
        map("start", MappingUnit.EPOCH_MS, "begin");
        map("cache_hit", MappingUnit.BOOLEAN, "hit");

        assertThat(read(
                        "{\"timestamp\":1,\"took\":\"fast\",\"begin\":\"then\",\"hit\":\"maybe\"}",
                        "latency_ms",
                        "start",
                        "cache_hit"))
                .isEqualTo(Map.of("latency_ms", "fast", "start", "then", "cache_hit", "maybe"));
        assertThat(read(
                        "{\"timestamp\":1,\"took\":true,\"begin\":[1],\"hit\":\"True\"}",
                        "latency_ms",
                        "start",
                        "cache_hit"))
                .isEqualTo(Map.of("latency_ms", true, "start", Row.Kind.NESTED, "cache_hit", true));
        assertThat(read("{\"timestamp\":1,\"hit\":0}", "cache_hit")).isEqualTo(Map.of("cache_hit", false));
        assertThat(read("{\"timestamp\":1,\"took\":1e400,\"x\":1e-400}", "latency_ms"))
                .isEqualTo(Map.of("latency_ms", Double.POSITIVE_INFINITY));
        assertThat(read("{\"timestamp\":1,\"took\":1e-400}", "latency_ms")).isEqualTo(Map.of("latency_ms", 0L));
    }

    @Test
    void other_fields_are_at_their_own_path_and_names_may_be_given_to_mapped_ones() {
        map("model", MappingUnit.TEXT, "m");
        map("type", MappingUnit.TEXT, "kind");
        DecoderOptions options =
                Decoded.options("llm", "metadata.region", "$type", "$partition").withFields(Map.of("llm", "model"));

        assertThat(Decoded.of(
                                decoder(options),
                                "{\"kind\":\"chat\",\"type\":\"no\",\"m\":\"x\",\"timestamp\":5,\"metadata\":{\"region\":\"eu\"}}")
                        .row())
                .isEqualTo(Map.of("llm", "x", "metadata.region", "eu", "$type", "chat", "$partition", 3L));
    }

    @Test
    void the_timestamp_is_a_field_too() {
        map("timestamp", MappingUnit.EPOCH_NS, "at");
        map("end", MappingUnit.EPOCH_S, "done");
        Decoder<Row> decoder = decoder(Decoded.options("end"));
        assertThat(Decoded.of(decoder, "{\"at\":7000000,\"done\":9}").timestamp())
                .isEqualTo(7);
        assertThat(Decoded.of(decoder, "{\"done\":9}").error(BAD_TIMESTAMP)).contains("missing");
        assertThat(Decoded.of(decoder, "{\"at\":\"noon\"}").error(BAD_TIMESTAMP))
                .doesNotContain("noon");
        assertThat(Decoded.of(decoder, "{\"at\":1e30}").error(TIMESTAMP_OUT_OF_RANGE))
                .contains("2^62");

        DecoderOptions byEnd = Decoded.options("end").withTimestamp(TimestampOptions.event("end"));
        assertThat(Decoded.of(decoder(byEnd), "{\"at\":1,\"done\":9}").timestamp())
                .isEqualTo(9000);
        DecoderOptions byPath =
                Decoded.options("end").withTimestamp(TimestampOptions.event("raw", TimestampFormat.EPOCH_SECONDS));
        assertThat(Decoded.of(decoder(byPath), "{\"raw\":2}").timestamp()).isEqualTo(2000);
        assertThatThrownBy(() -> decoder(Decoded.options("end")
                        .withTimestamp(TimestampOptions.event("end", TimestampFormat.EPOCH_SECONDS))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unit 'end'");
    }

    @Test
    void lines_of_csv_have_no_types_but_units() {
        map("end", MappingUnit.EPOCH_S, "done");
        map("model", MappingUnit.TEXT, "llm", "backup");
        map("latency_ms", MappingUnit.S, "took");
        Decoder<Row> decoder = new MappingFormat()
                .decoder(Decoded.options("model", "latency_ms", "region")
                        .withColumns(List.of("done", "llm", "backup", "took", "region"))
                        .withMapping(new MappingOptions(true, fields)));

        Decoded decoded = Decoded.of(decoder, "1700000000.25,,\"gpt, 4\",\"1.5\",eu\n");

        assertThat(decoded.timestamp()).isEqualTo(1_700_000_000_250L);
        assertThat(decoded.row()).isEqualTo(Map.of("model", "gpt, 4", "latency_ms", 1500L, "region", "eu"));
    }

    @Test
    void tables_are_checked() {
        assertThat(MappingTable.parse(List.of("# x", "", "version 3", "error  status  text  failure=_OTHER,bad=b"))
                        .fields())
                .containsOnlyKeys("error");
        for (String wrong :
                List.of("error status", "eror status text", "error status s", "error status txt", "error s text x")) {
            assertThatThrownBy(() -> MappingTable.parse(List.of("version 1", wrong)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> MappingTable.parse(List.of("error status text")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
