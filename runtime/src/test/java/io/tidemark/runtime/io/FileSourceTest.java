// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.llm.format.SourceHeaders;
import io.tidemark.runtime.config.FormatConfig;
import io.tidemark.runtime.config.Jobs;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.source.Positions;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    private static final int LIMIT = 20;

    @TempDir
    private Path directory = Path.of("");

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static FormatConfig format(String source) throws ConfigurationException {
        String yaml = Jobs.FULL.replace("format: feedback_event", source);
        return Jobs.read(yaml, List.of(), Map.of()).config().source().format();
    }

    private static FileSource source(String format, Path... files) throws ConfigurationException {
        return new FileSource(List.of(files), format(format), LIMIT);
    }

    private static FileSource json(Path... files) throws ConfigurationException {
        return source("format: json", files);
    }

    /** Everything from {@code positions} on, polled {@code limit} at a time. */
    private static List<String> read(FileSource source, Positions positions, int limit) throws IOException {
        List<String> records = new ArrayList<>();
        try (source) {
            source.open(positions);
            while (source.poll(record -> records.add(text(record)), limit) != Source.EXHAUSTED) {
                assertThat(records.size()).isLessThan(100_000);
            }
        }
        return records;
    }

    /** Partition, offset and value. */
    private static String text(SourceRecord record) {
        return record.partition() + ":" + record.offset() + ":" + value(record);
    }

    private static String value(SourceRecord record) {
        return new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8);
    }

    @Test
    void each_line_is_a_record_its_number_the_offset_and_empty_lines_are_none() throws Exception {
        Path file = file("a.jsonl", "one\n\r\n\ntwo\r\nlast");

        assertThat(read(json(file), Positions.BEGINNING, 100)).containsExactly("0:0:one", "0:3:two", "0:4:last");
    }

    @Test
    void files_are_partitions_that_are_read_side_by_side() throws Exception {
        Path first = file("a.jsonl", "x\n".repeat(50));
        Path second = file("b.jsonl", "y\n".repeat(20));
        FileSource source = json(first, second);
        List<String> records = new ArrayList<>();
        source.open(Positions.BEGINNING);

        assertThat(source.partitions()).containsExactly(0, 1);
        assertThat(source.poll(record -> records.add(value(record)), 10)).isEqualTo(10);
        assertThat(records).containsExactly("x", "x", "x", "x", "x", "y", "y", "y", "y", "y");
        source.close();
        assertThat(read(json(first, second), Positions.BEGINNING, 10)).hasSize(70);
    }

    @Test
    void with_more_files_than_a_poll_may_yield_each_has_its_turn() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            files.add(file(i + ".jsonl", "x\n".repeat(100)));
        }
        FileSource source = json(files.toArray(Path[]::new));
        int[] read = new int[7];
        source.open(Positions.BEGINNING);
        for (int i = 0; i < 70; i++) {
            assertThat(source.poll(record -> read[record.partition()]++, 3)).isEqualTo(3);
        }
        source.close();

        assertThat(read).containsOnly(30);
    }

    @Test
    void it_goes_on_where_positions_say() throws Exception {
        Path first = file("a.jsonl", "a0\na1\n\na3\na4\n");
        Path second = file("b.jsonl", "b0\nb1\n");
        List<String> records = new ArrayList<>();
        FileSource begun = json(first, second);
        begun.open(Positions.BEGINNING);
        begun.poll(record -> records.add(text(record)), 4);
        Positions positions = begun.positions();
        begun.close();

        records.addAll(read(json(first, second), positions, 100));

        assertThat(records)
                .containsExactlyInAnyOrder("0:0:a0", "0:1:a1", "0:3:a3", "0:4:a4", "1:0:b0", "1:1:b1")
                .doesNotHaveDuplicates();
        assertThat(read(json(first, second), new Positions(Map.of(0, 99L, 1, 2L)), 100))
                .as("beyond the end")
                .isEmpty();
    }

    @Test
    void of_a_long_line_as_much_is_read_as_tells_that_it_is_too_large() throws Exception {
        Path file = file("a.jsonl", "x".repeat(1000) + "\nnext\n");

        assertThat(read(json(file), Positions.BEGINNING, 100))
                .containsExactly("0:0:" + "x".repeat(LIMIT + 1), "0:1:next");
    }

    @Test
    void every_record_tells_its_file_and_a_csv_record_its_columns() throws Exception {
        Path file = file("calls.2026.csv", "time,model\n1,a\n2,b\n");
        List<List<RecordHeader>> headers = new ArrayList<>();
        List<String> records = new ArrayList<>();
        try (FileSource source = source("format: csv", file)) {
            source.open(Positions.BEGINNING);
            source.poll(
                    record -> {
                        headers.add(record.headers());
                        records.add(text(record));
                    },
                    100);
        }

        assertThat(records).containsExactly("0:1:1,a", "0:2:2,b");
        assertThat(headers)
                .hasSize(2)
                .allSatisfy(list -> assertThat(list.stream()
                                .map(header ->
                                        header.name() + "=" + new String(header.value(), StandardCharsets.UTF_8)))
                        .containsExactly(SourceHeaders.FILE + "=calls.2026", SourceHeaders.COLUMNS + "=time,model"));
    }

    @Test
    void with_columns_of_the_job_the_first_line_is_a_record() throws Exception {
        Path file = file("a.csv", "1,a\n2,b\n");

        assertThat(read(source("format: csv\n    columns: [time, model]", file), Positions.BEGINNING, 100))
                .containsExactly("0:0:1,a", "0:1:2,b");
    }

    @Test
    void a_quoted_cell_goes_on_in_the_next_line() throws Exception {
        Path file = file("a.csv", "n,t\n1,\"a\nb\"\"\n\"\n2,c\n3,\"open\n");

        assertThat(read(source("format: csv", file), Positions.BEGINNING, 100))
                .containsExactly("0:1:1,\"a\nb\"\"\n\"", "0:4:2,c", "0:5:3,\"open");
        assertThat(read(source("format: csv", file), new Positions(Map.of(0, 4L)), 100))
                .as("positions are those of records")
                .containsExactly("0:4:2,c", "0:5:3,\"open");
    }

    @Test
    void a_quote_that_never_closes_is_not_held_whole() throws Exception {
        Path file = file("a.csv", "n,t\n1,\"open\n" + "line\n".repeat(1000));

        List<String> records = read(source("format: csv", file), Positions.BEGINNING, 100);

        assertThat(records.get(0).length()).isBetween(LIMIT, 2 * LIMIT);
        assertThat(records).hasSizeGreaterThan(900);
    }

    @Test
    void the_share_that_was_read_is_known() throws Exception {
        FileSource source = json(file("a.jsonl", "12345678\n"), file("b.jsonl", "123456\n".repeat(3)));
        source.open(Positions.BEGINNING);

        assertThat(source.share()).isZero();
        source.poll(record -> {}, 2);
        assertThat(source.share()).isEqualTo(16.0 / 30);
        source.poll(record -> {}, 100);
        assertThat(source.share()).isEqualTo(1);
        source.close();
    }

    @Test
    void an_empty_file_ends_at_once() throws Exception {
        assertThat(read(json(file("a.jsonl", "")), Positions.BEGINNING, 100)).isEmpty();
        assertThat(read(source("format: csv", file("a.csv", "")), Positions.BEGINNING, 100))
                .isEmpty();
        assertThat(read(source("format: csv", file("b.csv", "only,names\n")), Positions.BEGINNING, 100))
                .isEmpty();
    }

    @Test
    void patterns_name_the_files_of_one_directory_in_order() throws Exception {
        file("b.jsonl", "");
        file("a.jsonl", "");
        file("c.csv", "");
        Files.createDirectory(directory.resolve("d.jsonl"));

        assertThat(FilePatterns.find(directory, List.of("c.csv", "*.jsonl")))
                .map(path -> path.getFileName().toString())
                .containsExactly("c.csv", "a.jsonl", "b.jsonl");
        assertThatThrownBy(() -> FilePatterns.find(directory, List.of("x.jsonl")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> FilePatterns.find(directory, List.of("*.xml")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no file matches the pattern");
        assertThatThrownBy(() -> FilePatterns.find(directory, List.of("*/x.jsonl")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("only the last part of a path may be a pattern");
    }
}
