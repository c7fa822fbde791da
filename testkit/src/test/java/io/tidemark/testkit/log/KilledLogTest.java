// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LocalCheckpointStorage;
import io.tidemark.testkit.Seeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rule R1, with a real process and SIGKILL: what it said was written is there, and nothing else than what it wrote. */
final class KilledLogTest {
    private static final int KILLS = 10;
    private static final String WRITTEN = "written ";

    @RegisterExtension
    final Seeds seeds = new Seeds();

    @TempDir
    private Path directory;

    @Test
    void r1_a_killed_writer_leaves_the_old_checkpoint_or_the_new_one() throws Exception {
        Random random = seeds.random();
        Path root = directory.resolve("job");
        long before = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long said = killedAfter(root, before, 1 + random.nextInt(8), random.nextInt(20_000));
            long found = check(root, said);
            assertThat(said).as("it went on from checkpoint %d", before).isGreaterThan(before);
            before = found;
        }
        assertThat(root.resolve("segments").toFile().list())
                .as("what ten crashes left behind was removed")
                .hasSizeLessThan(50);
    }

    /** The last id that a writer said. It is killed {@code micros} after it said that it wrote {@code count}. */
    private long killedAfter(Path root, long before, int count, int micros) throws Exception {
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LogWriter.class.getName(),
                        root.toString())
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (int i = 1; i <= count; i++) {
                assertThat(lines.readLine())
                        .as("what the writer says; its errors: %s", Files.readString(errors))
                        .isEqualTo(WRITTEN + (before + i));
            }
            boolean ended = process.waitFor(micros, TimeUnit.MICROSECONDS);
            assertThat(ended)
                    .as("the writer ended by itself: %s", Files.readString(errors))
                    .isFalse();
            // Through its handle: the process itself would close what it has said.
            process.toHandle().destroyForcibly();
            process.waitFor();
            return Math.max(before + count, lastOf(lines));
        } finally {
            process.destroyForcibly();
        }
    }

    /** The last id of a whole line. */
    private static long lastOf(BufferedReader lines) throws IOException {
        StringBuilder rest = new StringBuilder();
        for (int c = lines.read(); c >= 0; c = lines.read()) {
            rest.append((char) c);
        }
        List<String> whole =
                rest.substring(0, rest.lastIndexOf("\n") + 1).lines().toList();
        return whole.isEmpty() ? 0 : Long.parseLong(whole.get(whole.size() - 1).substring(WRITTEN.length()));
    }

    private static long check(Path root, long said) throws IOException {
        try (CheckpointStorage storage = LocalCheckpointStorage.open(root)) {
            CheckpointLog log = Logs.open(storage, LogWriter.OPTIONS);
            Optional<Checkpoint> newest = log.newestIntact();
            assertThat(newest).isPresent();
            assertThat(newest.orElseThrow().id()).isBetween(said, said + 1);
            assertThat(log.checkpoints().size()).isGreaterThanOrEqualTo((int) Math.min(2, said));
            for (Checkpoint checkpoint : log.checkpoints()) {
                assertThat(log.verify(checkpoint)).isEmpty();
                assertThat(Logs.entries(log, checkpoint)).isEqualTo(LogWriter.expected(checkpoint.id()));
            }
            return newest.orElseThrow().id();
        }
    }
}
