// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same input gives the same panes on every backend: with state on the heap limited to 1 MB, at several parallelisms, and with a restart anywhere. */
class WarmReplayTest {
    private static final long SEED = Long.getLong("tidemark.seed", 20261122);
    private static final int EVENTS = 12_000;
    private static final int USERS = 3000;
    private static EmbeddedPostgres server;

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void start() throws IOException {
        System.out.println("WarmReplayTest: -Dtidemark.seed=" + SEED);
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocksdb", "lmdb", "h2", "postgres"})
    void r2_a_heap_of_1_mb_does_not_show(String backend) {
        Cli cli = new Cli(directory);
        SplittableRandom random = new SplittableRandom(SEED);
        cli.file("job.yaml", EveryPath.JOB);
        String lines = EveryPath.stream(random, EVENTS, USERS);
        cli.file("in.jsonl", lines);
        List<String> expected = EveryPath.byId(replay(cli).outLines());
        assertThat(expected).hasSizeGreaterThan(20_000);

        cli.file("in.jsonl", EveryPath.withControls(lines, random, 3000));
        for (int parallelism = 1; parallelism <= 2; parallelism++) {
            Cli.Result result = replay(cli, warm(backend, parallelism));
            assertThat(Json.of(result.err()).number("state_evictions"))
                    .as("entries that left the heap")
                    .isGreaterThan(300);
            assertThat(EveryPath.byId(result.outLines())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocksdb", "lmdb", "h2", "postgres"})
    void r2_a_restart_between_any_two_lines_does_not_show(String backend) {
        Cli cli = new Cli(directory);
        cli.file("job.yaml", EveryPath.JOB);
        List<String> lines =
                EveryPath.stream(new SplittableRandom(SEED), 25, 3).lines().toList();
        cli.file("in.jsonl", String.join("\n", lines));
        List<String> expected = EveryPath.byId(replay(cli).outLines());

        for (int at = 0; at <= lines.size(); at++) {
            List<String> controlled = new ArrayList<>(lines);
            controlled.add(at, "{\"control\":\"restart\"}");
            controlled.add(at, "{\"control\":\"checkpoint\"}");
            cli.file("in.jsonl", String.join("\n", controlled));
            assertThat(EveryPath.byId(replay(cli, warm(backend, 1 + at % 2)).outLines()))
                    .as("with a restart before line %d", at)
                    .isEqualTo(expected);
        }
    }

    private static String[] warm(String backend, int parallelism) {
        List<String> settings = new ArrayList<>(List.of(
                "stream_processing.parallelism=" + parallelism,
                "stream_processing.checkpointing.enabled=true",
                "stream_processing.state.hot.max_size_mb=1",
                "stream_processing.state.warm.backend=" + backend));
        if (backend.equals("postgres")) {
            settings.add("stream_processing.state.warm.url=" + server.getJdbcUrl("postgres", "postgres"));
        } else if (!backend.equals("memory")) {
            settings.add("stream_processing.state.warm.path=state");
        }
        return settings.toArray(String[]::new);
    }

    private static Cli.Result replay(Cli cli, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("replay", "job.yaml", "--input", "in.jsonl"));
        for (String setting : settings) {
            arguments.add("--set");
            arguments.add(setting);
        }
        Cli.Result result = cli.run(arguments.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }
}
