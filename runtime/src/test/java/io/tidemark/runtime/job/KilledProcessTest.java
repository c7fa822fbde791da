// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testkit.Seeds;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule R1 with a file and a warm tier: a process that is killed (SIGKILL) at random instants and started again, with another parallelism, leaves the file that one leaves that lives.
 *
 * <p>{@code -Dtidemark.kills=N} kills N times.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS) // Each wait in it has an end of its own.
class KilledProcessTest {
    private static final int KILLS = Integer.getInteger("tidemark.kills", 20);
    private static final List<String> BACKENDS = List.of("memory", "rocksdb", "lmdb", "h2", "postgres");

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    @TempDir
    Path directory;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void r1_killed_processes_leave_the_file_that_a_living_one_leaves() throws Exception {
        Path lived = Files.createDirectory(directory.resolve("lived"));
        KillableJob.run(lived, 1, Optional.empty(), Runnable::run, 0);
        List<String> expected = panes(lived);
        assertThat(expected).hasSizeGreaterThan(2_000);

        int kills = 0;
        for (int round = 0; kills < KILLS; round++) {
            String backend = BACKENDS.get(round % BACKENDS.size());
            Path killed = Files.createDirectory(directory.resolve("killed" + round));
            int before = kills;
            int enough = Math.min(KILLS, kills + Math.max(1, KILLS / BACKENDS.size()));
            while (!runs(killed, backend, kills < enough)) {
                kills++;
            }
            assertThat(kills)
                    .as("kills in round %d, with %s, so that the test can fail", round, backend)
                    .isGreaterThan(before);
            assertThat(panes(killed))
                    .as("the panes after %d kills, with %s", kills - before, backend)
                    .isEqualTo(expected);
        }
    }

    /** Runs a process; says whether it ended by itself. */
    private boolean runs(Path in, String backend, boolean isKilled) throws IOException, InterruptedException {
        Path log = in.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillableJob.class.getName(),
                        in.toString(),
                        Integer.toString(1 + random.nextInt(2)),
                        backend,
                        server.getJdbcUrl("postgres", "postgres"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long millis = isKilled ? 250 + random.nextInt(700) : TimeUnit.MINUTES.toMillis(5);
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
            return false;
        }
        assertThat(process.exitValue())
                .as("exit code; it said: %s", Files.readString(log))
                .isZero();
        return true;
    }

    /** In order of the lines: only within a key the order of panes is a rule. */
    private static List<String> panes(Path in) throws IOException {
        try (Stream<String> lines = Files.lines(in.resolve("panes.jsonl"))) {
            return lines.sorted().toList();
        }
    }
}
