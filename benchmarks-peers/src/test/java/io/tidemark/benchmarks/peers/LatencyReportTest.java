// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class LatencyReportTest {
    /** The run fails when a result is missing, wrong or there twice; {@link ReferenceTest} shows that it can. */
    @Test
    @Timeout(300)
    void it_tells_how_late_results_are_and_whether_lag_and_memory_grow(@TempDir Path directory) throws IOException {
        int code = new CommandLine(new LatencyReport())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(
                        "--contenders=tidemark",
                        "--rate=500",
                        "--seconds=12",
                        "--warm-up=2",
                        "--jvm=-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                        "--directory=" + directory,
                        "--output=" + directory);

        assertThat(code).isZero();
        assertThat(Files.readString(directory.resolve("peers-latency.md")))
                .contains("| Tidemark | ", "500 events/s for 12 s, the first 2 s not measured", "* Tidemark, ");
        assertThat(Files.readAllLines(directory.resolve("steadiness-tidemark.csv")))
                .as("looks every 5 s, and the names of the columns")
                .hasSizeBetween(2, 4);
    }
}
