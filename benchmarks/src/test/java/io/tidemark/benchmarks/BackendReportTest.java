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
    void a_short_run_writes_a_table_and_a_chart_and_state_leaves_the_heap_where_a_tenth_is_hot(@TempDir Path directory)
            throws Exception {
        int exit = run(directory, "--quick", "--backends", "none,rocksdb,lmdb");

        assertThat(exit).isZero();
        assertThat(Files.readString(directory.resolve("backends.md")))
                .contains("### sessions by user", "### tumbling 5 min", "all in hot", "a tenth in hot")
                .contains("| heap only |", "| rocksdb |", "| lmdb |", "* JVM:");
        var svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(directory.resolve("backends.svg").toFile());
        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(3 * 4);
        List<String> passes = Files.readAllLines(directory.resolve("backends.csv"));
        assertThat(passes).hasSize(1 + 3 * 4);
        for (int pass = 1; pass < passes.size(); pass++) {
            boolean isSpilled = column(passes, pass, "in_hot").equals("false")
                    && !column(passes, pass, "backend").equals("NONE");
            long evictions = Long.parseLong(column(passes, pass, "evictions"));
            assertThat(evictions > 0).as(passes.get(pass)).isEqualTo(isSpilled);
        }
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
