// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ThroughputReportTest {
    /** The run fails when a result is missing, wrong or there twice; {@link ReferenceTest} shows that it can. */
    @Test
    @Timeout(300)
    void every_contender_computes_what_was_computed_from_the_events(@TempDir Path directory) throws IOException {
        int code = new CommandLine(new ThroughputReport())
                .execute(
                        "--events=30000",
                        "--rounds=1",
                        "--jvm=-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                        "--directory=" + directory,
                        "--output=" + directory);

        assertThat(code).isZero();
        assertThat(Files.readAllLines(directory.resolve("peers.csv")))
                .hasSize(1 + Contender.values().length)
                .anySatisfy(line -> assertThat(line).startsWith("tidemark,30000,150,"))
                .anySatisfy(line -> assertThat(line).startsWith("kafka-streams,30000,150,"))
                .anySatisfy(line -> assertThat(line).startsWith("flink,30000,150,"));
        assertThat(List.of("peers.md", "peers.svg"))
                .allSatisfy(name ->
                        assertThat(Files.readString(directory.resolve(name))).contains("Tidemark"));
    }
}
