// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Short forms of the reports: they fail when contenders emit different panes. */
class WindowsReportTest {
    @Timeout(300)
    @ParameterizedTest
    @ValueSource(
            strings = {"tumbling 10 s, 50 keys, full", "sliding 15 min.*50 keys, cheap", "sessions.*400 keys, full"})
    void all_contenders_emit_the_same_panes(String filter, @TempDir Path directory) throws IOException {
        int code = new CommandLine(new WindowsReport())
                .execute(
                        "--elements=130000",
                        "--keys=400",
                        "--seconds=0.01",
                        "--warm-up=0.01",
                        "--rounds=1",
                        "--filter=" + filter,
                        "--output=" + directory);

        assertThat(code).isZero();
        assertThat(Files.readString(directory.resolve("windows.csv")))
                .contains("\"Jet, parallelism 1\",1,", "\"Flink, parallelism 2\",2,", "\"tidemark, parallelism 1\",1,");
        assertThat(Files.readString(directory.resolve("windows.md")))
                .contains("| one worker | limit | Tidemark |", "| GC / M | heap MiB | Flink");
        assertThat(Files.readString(directory.resolve("windows.svg"))).contains("Flink, heap");
    }
}
