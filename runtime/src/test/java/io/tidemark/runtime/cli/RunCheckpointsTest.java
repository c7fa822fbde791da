// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs from a file that go on where they were. */
class RunCheckpointsTest {
    private static final long T0 = 1_767_225_600_000L;
    private static final String JOB = """
            job: goes-on
            stream_processing:
              source: {type: file, format: json, path: in.jsonl, timestamp: {from: event, field: ts}}
              watermarks: {max_out_of_order_delay: 10s}
              windows:
                calls: {key: [model], type: tumbling, size: 1m, aggregates: {n: {fn: count}}}
              sinks: [{type: file, path: out.jsonl}]
              drain: false
              checkpointing: {enabled: true, storage: {type: local, path: checkpoints}}
            """;

    @TempDir
    private Path directory = Path.of("");

    private Cli cli() {
        return new Cli(directory);
    }

    private static String call(long second) {
        return "{\"ts\":" + (T0 + second * 1000) + ",\"model\":\"m\"}\n";
    }

    @Test
    void a_job_that_is_run_again_reads_on_and_counts_on() {
        cli().file("job.yaml", JOB);
        cli().file("in.jsonl", call(0) + call(30));
        Cli.Result first = cli().run("run", "job.yaml");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(cli().text("out.jsonl")).isEmpty();

        cli().file("in.jsonl", call(0) + call(30) + call(59) + call(90));
        Cli.Result second = cli().run("run", "job.yaml");

        assertThat(second.code()).as(second.err()).isZero();
        assertThat(cli().text("out.jsonl").lines())
                .singleElement()
                .satisfies(pane -> assertThat(Json.of(pane).number("count")).isEqualTo(3));
        assertThat(Json.of(second.err()).number("records"))
                .as("records, those before the restart included")
                .isEqualTo(4);

        Cli.Result third = cli().run("run", "job.yaml");
        assertThat(third.code()).as(third.err()).isZero();
        assertThat(cli().text("out.jsonl").lines()).hasSize(1);
    }

    @Test
    void a_job_can_move_with_its_files_and_a_crash_leaves_nothing_twice() throws IOException {
        Path old = Files.createDirectory(directory.resolve("old"));
        Cli there = new Cli(old);
        there.file("job.yaml", JOB);
        there.file("in.jsonl", call(0) + call(90));
        assertThat(there.run("run", "job.yaml").code()).isZero();
        String panes = there.text("out.jsonl");
        // As a crash leaves it: with panes of after the checkpoint.
        there.file("out.jsonl", panes + "{\"half\":");

        Path moved = Files.move(old, directory.resolve("moved"));
        Cli here = new Cli(moved);
        Cli.Result result = here.run("run", "job.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(here.text("out.jsonl")).isEqualTo(panes);
        assertThat(here.run("checkpoints", "export", "job.yaml").outLines())
                .anyMatch(line -> line.equals(
                        "{\"store\":\"outputs\",\"target\":\"out.jsonl\",\"position\":" + panes.length() + "}"))
                .anyMatch(line -> line.equals("{\"store\":\"source\",\"records\":2}"));
    }

    @Test
    void a_view_that_was_changed_is_refused_in_one_line() {
        cli().file("job.yaml", JOB);
        cli().file("in.jsonl", call(0));
        assertThat(cli().run("run", "job.yaml").code()).isZero();

        cli().file("job.yaml", JOB.replace("size: 1m", "size: 2m"));
        Cli.Result changed = cli().run("run", "job.yaml");

        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.errLines())
                .singleElement()
                .asString()
                .startsWith("tidemark: view 'calls' was changed since the checkpoint was taken, from ")
                .contains("size=60000", "size=120000", "give the changed view another name");
    }

    @Test
    void a_view_that_reads_another_field_or_with_another_error_is_refused() {
        String sums = JOB.replace("{n: {fn: count}}", "{s: {fn: sum, field: ts}}");
        cli().file("job.yaml", sums);
        cli().file("in.jsonl", call(0));
        assertThat(cli().run("run", "job.yaml").code()).isZero();
        cli().file("job.yaml", sums.replace("field: ts", "field: other"));
        assertThat(cli().run("run", "job.yaml").errLines())
                .singleElement()
                .asString()
                .contains("tidemark.number_statistics of ts", "tidemark.number_statistics of other");

        String percentiles = JOB.replace("goes-on", "errors")
                .replace("{n: {fn: count}}", "{p: {fn: percentile, field: ts, percentile: 50, relative_error: 0.02}}");
        cli().file("job.yaml", percentiles);
        cli().file("in.jsonl", call(0));
        assertThat(cli().run("run", "job.yaml").code()).isZero();
        cli().file("job.yaml", percentiles.replace("0.02", "0.05"));
        Cli.Result changed = cli().run("run", "job.yaml");
        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.errLines())
                .singleElement()
                .asString()
                .contains("cannot merge a sketch of relative error 0.02 into one of 0.05");
    }

    @Test
    void an_output_that_was_removed_is_told_and_nothing_is_lost() {
        cli().file("job.yaml", JOB);
        cli().file("in.jsonl", call(0) + call(90));
        assertThat(cli().run("run", "job.yaml").code()).isZero();
        assertThat(cli().text("out.jsonl").lines()).hasSize(1);

        cli().file("out.jsonl", "");
        Cli.Result result = cli().run("run", "job.yaml");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errLines()).singleElement().asString().contains("out.jsonl has 0 bytes, but had");
    }
}
