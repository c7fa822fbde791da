// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A short form of the report: it fails when contenders emit different panes. */
class EmissionReportTest {
    private static final double SECONDS = 1;

    @Test
    @Timeout(300)
    void panes_and_elements_of_all_contenders_are_timed(@TempDir Path directory) throws IOException {
        int code = run(directory, "--filter=50 keys");

        assertThat(code).isZero();
        List<String> lines = Files.readAllLines(directory.resolve("emission.csv"));
        for (String contender : List.of("Tidemark", "Jet", "Flink, heap")) {
            List<String[]> rows = new ArrayList<>();
            lines.stream()
                    .filter(line -> line.startsWith("TUMBLING_10_S,50,\"" + contender + "\","))
                    .forEach(line ->
                            rows.add(line.substring(line.indexOf("\",") + 2).split(",", -1)));
            assertThat(rows.stream().map(row -> row[5]))
                    .as(contender)
                    .containsExactly("pane", "first pane", "last pane", "element", "element");
            // 50,000 elements in the measured second: five firings of fifty panes.
            assertThat(rows.stream().limit(4).map(row -> row[6]))
                    .as(contender)
                    .containsExactly("250", "5", "5", "25000");
            for (String[] row : rows) {
                double[] millis = Arrays.stream(row)
                        .skip(7)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                assertThat(millis).as(contender).isSorted();
                assertThat(millis[0]).as(contender).isNotNegative();
            }
        }
        assertThat(Files.readString(directory.resolve("emission.md")))
                .contains("| tumbling 10 s, 50 keys, full | Jet | 50,000 |", "ms until elements are in state");
        assertThat(Files.readString(directory.resolve("emission.svg"))).contains("Flink, heap");
    }

    @Test
    @Timeout(300)
    void with_two_workers_and_windows_that_overlap_only_panes_are_timed(@TempDir Path directory) throws IOException {
        int code = run(directory, "--filter=50 keys", "--parallelism=2", "--query=SLIDING_60_S_1_S");

        assertThat(code).isZero();
        assertThat(Files.readAllLines(directory.resolve("emission.csv")))
                .anyMatch(line -> line.contains("\"Flink, heap\"") && line.contains(",last pane,50,"))
                .noneMatch(line -> line.contains(",element,"));
    }

    private static int run(Path directory, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--rate=50000",
                "--seconds=" + SECONDS,
                "--warm-up=0.4",
                "--rounds=1",
                "--elements=100000",
                "--output=" + directory));
        arguments.addAll(List.of(more));
        return new CommandLine(new EmissionReport()).execute(arguments.toArray(String[]::new));
    }
}
