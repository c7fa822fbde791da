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

final class RecoveryReportTest {
    /** The run fails when a session is missing at the end, or a pane comes twice. */
    @Test
    @Timeout(300)
    void sessions_outlive_the_process_that_has_them_open(@TempDir Path directory) throws IOException {
        int code = new CommandLine(new RecoveryReport())
                .execute(
                        "--sessions=2000",
                        "--kills=1",
                        "--backend=rocksdb",
                        "--jvm=-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                        "--directory=" + directory,
                        "--output=" + directory);

        assertThat(code).isZero();
        assertThat(Files.readString(directory.resolve("recovery-rocksdb.md")))
                .contains("2,000 open sessions, warm tier: rocksdb", "At the end each session was there once");
    }
}
