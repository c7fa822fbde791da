// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A short form of {@link SessionsReport}: its exit code says whether all results were right. */
class SessionsReportTest {
    @ParameterizedTest
    @ValueSource(strings = {"none", "memory", "rocksdb", "lmdb"})
    void all_results_are_right(String backend, @TempDir Path directory) throws Exception {
        Path output = directory.resolve("sessions.txt");

        int exit = new CommandLine(new SessionsReport())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(
                        "--count",
                        "20000",
                        "--backend",
                        backend,
                        "--hot-mb",
                        "1",
                        "--directory",
                        directory.toString(),
                        "--output",
                        output.toString());

        assertThat(exit).isZero();
        assertThat(Files.readString(output)).contains("results right: 20,000 panes of 20,000, 40,000 elements");
    }
}
