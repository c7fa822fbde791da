// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static io.tidemark.element.InvalidReason.BAD_TIMESTAMP;
import static io.tidemark.element.InvalidReason.TOO_LARGE;
import static io.tidemark.element.InvalidReason.UNDECODABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTest {
    private static final DecoderOptions ABC =
            Decoded.options("a", "b", "c").withColumns(List.of("timestamp", "a", "b", "c"));

    private final Decoder<Row> abc = new CsvFormat().decoder(ABC);

    @Test
    void the_azure_trace_is_read_as_it_is_published() {
        DecoderOptions options = Decoded.options("input_tokens", "output_tokens", "service", "$type")
                .withTimestamp(TimestampOptions.event(
                        "TIMESTAMP", TimestampFormat.pattern("yyyy-MM-dd HH:mm:ss.SSSSSSS", ZoneOffset.UTC)))
                .withFields(
                        Map.of("input_tokens", "ContextTokens", "output_tokens", "GeneratedTokens", "service", "$file"))
                .withConstants(Map.of("$type", "performance_metrics"));
        SourceRecord record = new SourceRecord(
                0,
                1,
                SourceRecord.NO_TIME,
                SourceRecord.NO_TIME,
                List.of(
                        header(SourceHeaders.FILE, "code"),
                        header(SourceHeaders.COLUMNS, "TIMESTAMP,ContextTokens,GeneratedTokens\r\n")),
                "2023-11-16 18:17:03.9799600,4808,10\r".getBytes(StandardCharsets.UTF_8));

        Decoded decoded = Decoded.of(new CsvFormat().decoder(options), record);

        assertThat(decoded.row())
                .isEqualTo(Map.of(
                        "input_tokens",
                        4808L,
                        "output_tokens",
                        10L,
                        "service",
                        "code",
                        "$type",
                        "performance_metrics"));
        assertThat(decoded.timestamp()).isEqualTo(1700158623979L);
    }

    @Test
    void cells_have_no_types_so_what_they_look_like_counts() {
        cells("1,1.0,-2.5e1", 1L, 1L, -25L);
        cells("\"1\",\"true\",False", 1L, true, false);
        cells("007,+1,1.", "007", "+1", "1.");
        cells("NaN,null, 1", "NaN", "null", " 1");
        cells("9007199254740993.0,9223372036854775807,9223372036854775808", 9007199254740993L, Long.MAX_VALUE, 0x1p63);
        cells(",\"\",x", null, "", "x");
    }

    @Test
    void quotes_hold_commas_quotes_and_line_breaks() {
        cells("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\"", "a,b", "say \"hi\"", "two\r\nlines");
        cells("\"\"\"\",e\u0301,\ud83e\udd16", "\"", "e\u0301", "\ud83e\udd16");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "0",
                "0,1,2",
                "0,1,2,3,4",
                "0,1,2,3,",
                "0,\"1,2,3",
                "0,\"1\"x,2,3",
                "0,1\"2\",2,3",
                "0,1,2,\"",
                "0,1,2,\"\"\""
            })
    void what_is_not_a_line_of_these_columns_is_undecodable(String line) {
        assertThat(Decoded.of(abc, line).error(UNDECODABLE))
                .matches("the record .*|cell \\d has a quote where none may be");
    }

    @Test
    void other_records_are_invalid_too() {
        Decoded.of(abc, (byte[]) null).error(UNDECODABLE);
        assertThat(Decoded.of(abc, new byte[] {'0', ',', (byte) 0xFF, ',', ','}).error(UNDECODABLE))
                .isEqualTo("the record is not UTF-8");
        assertThat(Decoded.of(abc, ",1,2,3").error(BAD_TIMESTAMP)).contains("missing");
        assertThat(Decoded.of(abc, "soon,1,2,3").error(BAD_TIMESTAMP)).doesNotContain("soon");
        Decoder<Row> small = new CsvFormat().decoder(ABC.withLimits(6, 1));
        Decoded.of(small, "0,1,2,3").error(TOO_LARGE);
        assertThat(Decoded.of(new CsvFormat().decoder(Decoded.options("a")), "0,1")
                        .error(UNDECODABLE))
                .startsWith("the names of the columns are not known");
    }

    @Test
    void each_file_may_have_its_own_columns() {
        byte[] first = "b,timestamp\n".getBytes(StandardCharsets.UTF_8);
        byte[] second = "\ufefftimestamp,\"a\",b,a\n".getBytes(StandardCharsets.UTF_8);
        byte[] broken = "timestamp,\"a".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3; i++) {
            assertThat(Decoded.of(abc, record(first, "x,1")).row()).isEqualTo(Map.of("b", "x"));
            assertThat(Decoded.of(abc, record(second, "1,2,3,4")).row()).isEqualTo(Map.of("a", 4L, "b", 3L));
            assertThat(Decoded.of(abc, record(broken, "1,2")).error(UNDECODABLE))
                    .startsWith("the names of the columns are not known");
            assertThat(Decoded.of(abc, "1,2,3,4").row()).isEqualTo(Map.of("a", 2L, "b", 3L, "c", 4L));
        }
    }

    @Test
    void a_record_with_an_open_quote_goes_on() {
        assertThat(CsvFormat.isOpen("a,\"b".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(CsvFormat.isOpen("a,\"b\"\"".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(CsvFormat.isOpen("a,\"b\"\"\"".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(CsvFormat.isOpen(new byte[0])).isFalse();
    }

    private void cells(String line, @Nullable Object... expected) {
        for (String end : List.of("", "\n", "\r\n")) {
            Row row = Decoded.of(abc, "5," + line + end).rows.get(0);
            assertThat(Arrays.asList(row.scalar(0), row.scalar(1), row.scalar(2)))
                    .containsExactly(expected);
        }
    }

    private static RecordHeader header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static SourceRecord record(byte[] columns, String line) {
        return new SourceRecord(
                0,
                0,
                0,
                0,
                List.of(new RecordHeader(SourceHeaders.COLUMNS, columns)),
                line.getBytes(StandardCharsets.UTF_8));
    }
}
