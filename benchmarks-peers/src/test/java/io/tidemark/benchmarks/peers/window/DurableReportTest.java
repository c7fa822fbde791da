// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A short form of the report: it fails when contenders emit different panes, or lose elements. */
class DurableReportTest {
    @Test
    @Timeout(300)
    void all_contenders_emit_the_same_panes_and_take_checkpoints(@TempDir Path directory) throws IOException {
        int code = run(directory, "--filter=sessions.*2,000 keys, full", "--interval=0.05");

        assertThat(code).isZero();
        List<String[]> rows = rows(directory);
        assertThat(rows.stream().map(row -> row[3] + " " + row[4]))
                .containsExactly(
                        "\"Tidemark heap\" off",
                        "\"Jet\" off",
                        "\"Flink heap\" off",
                        "\"Tidemark heap\" 0.05",
                        "\"Jet\" 0.05",
                        "\"Flink heap\" 0.05",
                        "\"Tidemark RocksDB\" 0.05",
                        "\"Tidemark LMDB\" 0.05",
                        "\"Flink RocksDB\" 0.05");
        for (String[] row : rows) {
            long checkpoints = Long.parseLong(row[8]);
            assertThat(checkpoints > 0).as("%s", List.of(row)).isEqualTo(!row[4].equals("off"));
        }
        assertThat(Files.readString(directory.resolve("report/durable.md")))
                .contains(
                        "| Tidemark, heap | Jet | Tidemark, heap is | Flink, heap | Tidemark, heap is |",
                        "| Flink, RocksDB | Tidemark, RocksDB is | Tidemark, LMDB is |",
                        "| sessions, gap 30 s, 2,000 keys, full | Jet |");
    }

    @Test
    @Timeout(300)
    void only_the_chosen_contenders_run(@TempDir Path directory) throws IOException {
        int code = run(directory, "--filter=sliding 60 s.* 50 keys, cheap", "--contenders=tidemark-heap,jet");

        assertThat(code).isZero();
        assertThat(rows(directory)).hasSize(4);
        assertThat(Files.readString(directory.resolve("report/durable.md"))).doesNotContain("Flink", "on disk");
    }

    @Test
    void an_interval_of_nothing_is_refused(@TempDir Path directory) {
        assertThat(run(directory, "--interval=0")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private static int run(Path directory, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--keys=2000",
                "--seconds=0.5",
                "--rounds=1",
                "--jvm=-Xmx1g -XX:TieredStopAtLevel=1",
                "--directory=" + directory,
                "--output=" + directory.resolve("report")));
        arguments.addAll(List.of(more));
        return new CommandLine(new DurableReport()).execute(arguments.toArray(String[]::new));
    }

    /** Without the head, and without the commas of names. */
    private static List<String[]> rows(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve("report/durable.csv")).stream()
                .skip(1)
                .map(line -> line.replace(", ", " ").split(",", -1))
                .toList();
    }
}
