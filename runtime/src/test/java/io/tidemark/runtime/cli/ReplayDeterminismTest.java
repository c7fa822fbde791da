// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same input gives the same panes, whatever the parallelism: every kind of window, trigger and accumulation over random streams. */
class ReplayDeterminismTest {
    private static final long SEED = Long.getLong("tidemark.seed", 20261121);
    private static final int STREAMS = 4;
    private static final int EVENTS = 3000;
    private static final int USERS = 30;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void p8_replay_gives_the_same_bytes_at_parallelism_1_2_and_4() {
        System.out.println("ReplayDeterminismTest: -Dtidemark.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        Cli cli = new Cli(directory);
        cli.file("job.yaml", EveryPath.JOB);
        for (int stream = 0; stream < STREAMS; stream++) {
            cli.file("in.jsonl", EveryPath.stream(random.split(), EVENTS, USERS));

            List<String> once = replay(cli, 1);
            assertThat(replay(cli, 1)).as("twice the same, in the same order").isEqualTo(once);
            List<String> sorted = EveryPath.byId(once);
            assertThat(sorted).hasSizeGreaterThan(1000);
            assertThat(EveryPath.byId(replay(cli, 2))).isEqualTo(sorted);
            assertThat(EveryPath.byId(replay(cli, 4))).isEqualTo(sorted);
        }
    }

    @Test
    void r2_checkpoints_and_restarts_between_the_lines_do_not_show() {
        System.out.println("ReplayDeterminismTest: -Dtidemark.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        Cli cli = new Cli(directory);
        cli.file("job.yaml", EveryPath.JOB);
        for (int round = 0; round < 2; round++) {
            String lines = EveryPath.stream(random.split(), EVENTS, USERS);
            cli.file("in.jsonl", lines);
            List<String> expected = EveryPath.byId(replay(cli, 1));

            cli.file("in.jsonl", EveryPath.withControls(lines, random, 40));

            String enabled = "stream_processing.checkpointing.enabled=true";
            assertThat(EveryPath.byId(replay(cli, 1, "--set", enabled))).isEqualTo(expected);
            assertThat(EveryPath.byId(replay(cli, 3, "--set", enabled))).isEqualTo(expected);
            replay(cli, 2, "--set", enabled, "--output", "out.jsonl");
            assertThat(EveryPath.byId(cli.text("out.jsonl").lines().toList())).isEqualTo(expected);
        }
    }

    private static List<String> replay(Cli cli, int parallelism, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "replay", "job.yaml", "--input", "in.jsonl", "--set", "stream_processing.parallelism=" + parallelism));
        arguments.addAll(List.of(more));
        Cli.Result result = cli.run(arguments.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        addsUp(Json.of(result.err()));
        return result.outLines();
    }

    /** Rule L4, view by view. */
    private static void addsUp(Json summary) {
        for (String view : List.of("tumbling", "sliding", "sessions", "discarding", "counts", "global")) {
            String of = "views." + view + ".";
            long sum = 0;
            for (String outcome : List.of("aggregated", "filtered", "duplicates", "late", "invalid", "unassigned")) {
                sum += summary.number(of + outcome);
            }
            assertThat(sum).as(view).isEqualTo(summary.number(of + "elements")).isEqualTo(summary.number("elements"));
        }
    }
}
