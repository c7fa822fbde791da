// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The report runs, compares the backends' panes, and writes what it says it writes. */
class BackendReportTest {
    @Test
    void a_short_run_writes_a_table_and_a_chart(@TempDir Path directory) throws Exception {
        int exit = run(directory, "--quick", "--backends", "none,memory,rocksdb,lmdb");

        assertThat(exit).isZero();
        assertThat(Files.readString(directory.resolve("backends.md")))
                .contains("### sessions by user", "### tumbling 5 min", "all in hot", "a tenth in hot")
                .contains("| heap only |", "| memory |", "| rocksdb |", "| lmdb |", "* JVM:");
        var svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(directory.resolve("backends.svg").toFile());
        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(4 * 4);
    }

    @Test
    void with_a_tenth_in_hot_state_leaves_the_heap_and_with_all_of_it_none_does(@TempDir Path directory)
            throws Exception {
        run(directory, "--quick", "--backends", "rocksdb", "--jobs", "sessions");

        List<String> passes = Files.readAllLines(directory.resolve("backends.csv"));
        assertThat(passes).hasSize(3);
        assertThat(column(passes, 1, "in_hot")).isEqualTo("true");
        assertThat(column(passes, 1, "evictions")).isEqualTo("0");
        assertThat(column(passes, 2, "in_hot")).isEqualTo("false");
        assertThat(Long.parseLong(column(passes, 2, "evictions"))).isPositive();
        assertThat(Long.parseLong(column(passes, 2, "checkpoints"))).isGreaterThan(1);
    }

    private static int run(Path directory, String... options) throws IOException {
        Files.createDirectories(directory.resolve("work"));
        return new CommandLine(new BackendReport())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(Stream.concat(
                                Arrays.stream(options),
                                Stream.of(
                                        "--output",
                                        directory.toString(),
                                        "--directory",
                                        directory.resolve("work").toString()))
                        .toArray(String[]::new));
    }

    private static String column(List<String> lines, int line, String name) {
        int at = fields(lines.get(0)).indexOf(name);
        return fields(lines.get(line)).get(at);
    }

    private static List<String> fields(String line) {
        return List.of(line.split(",", -1));
    }
}
