// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

class CheckpointsTest {
    private static final String JOB = """
            job: small
            stream_processing:
              source: {type: generator, count: 1}
              watermarks: {max_out_of_order_delay: 10s}
              windows:
                calls:
                  key: [model]
                  type: tumbling
                  size: 1m
                  dedup: {field: id, ttl: 1h}
                  aggregates: {requests: {fn: count}, latency: {fn: sum, field: latency_ms}, p50: {fn: percentile, field: latency_ms, percentile: 50}}
                sessions:
                  key: [model]
                  type: session
                  gap: 5m
                  aggregates: {requests: {fn: count}, slowest: {fn: max, field: latency_ms}}
                batches:
                  key: []
                  type: count
                  size: 10
                  aggregates: {latency: {fn: mean, field: latency_ms}}
              checkpointing:
                storage: {type: local, path: data}
              sinks:
                - {type: stdout}
            """;
    private static final long T0 = 1_767_225_600_000L; // 2026-01-01T00:00:00Z, the start of a minute

    @TempDir
    private Path directory = Path.of("");

    /** Still open: the job runs. */
    private @Nullable CheckpointFiles files;

    @AfterEach
    void close() throws IOException {
        if (files != null) {
            files.close();
        }
    }

    @BeforeEach
    void write() {
        new Cli(directory).file("job.yaml", JOB);
    }

    private Cli.Result checkpoints(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "checkpoints";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Cli(directory).at(() -> T0 + 3_600_000).run(all);
    }

    /** Two checkpoints: the first of two models in two slices, the second of one element more. */
    private void twoCheckpoints() throws Exception {
        files = new CheckpointFiles(directory, JOB);
        files.event(event("a", T0 + 55_000, "gpt", 10))
                .event(event("b", T0 + 61_000, "gpt", 30))
                .event(event("c", T0 + 62_000, "claude", 20))
                .checkpoint(T0)
                .event(event("d", T0 + 63_000, "gpt", 50))
                .checkpoint(T0 + 60_000);
    }

    private static String event(String id, long time, String model, int latency) {
        return "{\"id\":\"" + id + "\",\"timestamp\":" + time + ",\"model\":\"" + model + "\",\"latency_ms\":" + latency
                + "}";
    }

    @Test
    void list_has_a_row_for_each() throws Exception {
        twoCheckpoints();
        Cli.Result result = checkpoints("list", "job.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.outLines())
                .anyMatch(line ->
                        line.matches(" *1 +2026-01-01T00:00:00Z +1h 00m +\\S+ k?B +base +2026-01-01T00:00:52Z.*"))
                .anyMatch(line -> line.matches(
                        " *2 +2026-01-01T00:01:00Z +59m 00s +\\S+ k?B +base \\+ 1 delta +2026-01-01T00:00:53Z.*"));
    }

    @Test
    void show_counts_what_each_view_has() throws Exception {
        twoCheckpoints();
        Cli.Result result = checkpoints("show", "job.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("checkpoint 2 of the job 'small', created 2026-01-01T00:01:00Z (59m 00s ago), ");
        assertThat(result.outLines())
                .anyMatch(line -> line.matches(" *0 +4"))
                .anyMatch(line -> line.matches("batches +2026-01-01T00:00:53Z +\\d +0 +1 +4 +0"))
                .anyMatch(line -> line.matches("calls +2026-01-01T00:00:53Z +2 +2 +0 +4 +4"))
                .anyMatch(line -> line.matches("sessions +2026-01-01T00:00:53Z +2 +0 +2 +4 +0"))
                .anyMatch(line -> line.matches(" *1 +base +\\d+ +1 +\\S+ k?B"))
                .anyMatch(line -> line.matches(" *2 +delta +\\d+ +1 +\\S+ k?B"));
        assertThat(checkpoints("show", "job.yaml", "1").outLines())
                .anyMatch(line -> line.matches("calls +2026-01-01T00:00:52Z +2 +2 +0 +3 +3"));
    }

    @Test
    void export_has_an_object_for_each_entry_between_a_header_and_an_end() throws Exception {
        twoCheckpoints();
        Cli.Result result = checkpoints("export", "job.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        List<String> lines = result.outLines();
        assertThat(lines.get(0))
                .startsWith("{\"checkpoint\":{\"job\":\"small\",\"id\":2,\"created_at\":" + (T0 + 60_000)
                        + ",\"positions\":{\"0\":4},\"watermarks\":{\"batches\":");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("{\"end\":{\"entries\":" + (lines.size() - 2) + "}}");
        assertThat(lines)
                .anyMatch(
                        line -> line.matches(
                                "\\{\"store\":\"slices\",\"view\":\"calls\",\"key\":\\{\"model\":\"gpt\"},\"key_bytes\":\"[A-Za-z0-9+/=]+\",\"cells\":\\[\\{\"slice\":\\{\"start\":"
                                        + (T0 + 60_000) + ",\"end\":" + (T0 + 120_000)
                                        + "},\"elements\":2,\"accumulators\":\"[A-Za-z0-9+/=]+\",\"results\":\\{\"requests\":2,\"latency\":80\\.0,\"p50\":(29|30|31)\\.[0-9]+}}]}"))
                .anyMatch(line ->
                        line.startsWith("{\"store\":\"windows\",\"view\":\"sessions\",\"key\":{\"model\":\"gpt\"},")
                                && line.contains("\"window\":{\"start\":" + (T0 + 55_000) + ",\"end\":" + (T0 + 363_000)
                                        + "},\"elements\":3,")
                                && line.endsWith("\"results\":{\"requests\":3,\"slowest\":50.0}}]}"))
                .anyMatch(line -> line.startsWith("{\"store\":\"ordinals\",\"view\":\"batches\",\"key\":{},")
                        && line.contains("\"next_ordinal\":4")
                        && line.contains("\"slice\":{\"from\":0,\"to\":10},\"elements\":4,")
                        && line.endsWith("\"results\":{\"latency\":27.5}}]}"))
                .anyMatch(line ->
                        line.startsWith("{\"store\":\"seen_ids\",\"view\":\"calls\",") && line.contains("\"id\":\"d\""))
                .anyMatch(line -> line.startsWith("{\"store\":\"job\",\"view\":\"calls\",\"watermark\":"));
    }

    @Test
    void messagepack_says_the_same_with_bytes_as_bytes() throws Exception {
        twoCheckpoints();
        Cli.Result json = checkpoints("export", "job.yaml", "1");
        Cli.Result result =
                checkpoints("export", "job.yaml", "1", "--format", "messagepack", "--output", "out/state.msgpack");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        int objects = 0;
        boolean hasBytes = false;
        try (MessageUnpacker in =
                MessagePack.newDefaultUnpacker(Files.readAllBytes(directory.resolve("out/state.msgpack")))) {
            while (in.hasNext()) {
                Value value = in.unpackValue();
                Value bytes = value.asMapValue().map().get(ValueFactory.newString("key_bytes"));
                hasBytes |= bytes != null && bytes.isBinaryValue();
                objects++;
            }
        }
        assertThat(objects).isEqualTo(json.outLines().size());
        assertThat(hasBytes).isTrue();
    }

    @Test
    void a_view_that_is_gone_or_has_changed_is_exported_undecoded() throws Exception {
        twoCheckpoints();
        new Cli(directory).file("job.yaml", JOB.replace("calls:", "others:").replace("gap: 5m", "gap: 6m"));

        Cli.Result result = checkpoints("export", "job.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.outLines())
                .anyMatch(line -> line.matches(
                        "\\{\"store\":\"slices\",\"view\":\"calls\",\"key_bytes\":\"[^\"]+\",\"slice_start\":" + T0
                                + ",\"content\":\"[^\"]+\"}"))
                .anyMatch(
                        line -> line.matches(
                                "\\{\"store\":\"windows\",\"view\":\"sessions\",\"key_bytes\":\"[^\"]+\",\"content\":\"[^\"]+\"}"));
        assertThat(checkpoints("show", "job.yaml").outLines())
                .anyMatch(line -> line.matches("calls +2026-01-01T00:00:53Z +2 +2 +\\? +\\? +4"));
    }

    @Test
    void r3_damage_is_told_in_words_and_by_the_exit_code() throws Exception {
        twoCheckpoints();
        Cli.Result intact = checkpoints("verify", "job.yaml");
        assertThat(intact.code()).isZero();
        assertThat(intact.outLines()).hasSize(2).allMatch(line -> line.matches("checkpoint [12] is intact \\(.*\\)"));

        Objects.requireNonNull(files).damage("segments/00000000000000000002");

        Cli.Result damaged = checkpoints("verify", "job.yaml");
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.outLines().get(0)).startsWith("checkpoint 1 is intact");
        assertThat(damaged.outLines().get(1)).startsWith("checkpoint 2 is damaged: ");
        assertThat(checkpoints("verify", "job.yaml", "1").code()).isZero();
        assertThat(checkpoints("verify", "job.yaml", "2").code()).isEqualTo(1);

        Cli.Result export = checkpoints("export", "job.yaml", "--output", "state.jsonl");
        assertThat(export.code()).isEqualTo(1);
        assertThat(export.errLines()).hasSize(1);
        assertThat(directory.resolve("state.jsonl")).doesNotExist();
    }

    @Test
    void r3_a_damaged_manifest_is_named() throws Exception {
        twoCheckpoints();
        Objects.requireNonNull(files).damage("manifests/00000000000000000002");

        assertThat(checkpoints("verify", "job.yaml").outLines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("checkpoint 2 is damaged: the blob 'manifests/"));
        Cli.Result list = checkpoints("list", "job.yaml");
        assertThat(list.code()).isZero();
        assertThat(list.err()).startsWith("checkpoint 2 cannot be read: ");
        assertThat(checkpoints("show", "job.yaml").out()).startsWith("checkpoint 1 of the job");
        Cli.Result show = checkpoints("show", "job.yaml", "2");
        assertThat(show.code()).isEqualTo(1);
        assertThat(show.err()).startsWith("tidemark: checkpoint 2 cannot be read: ");
    }

    @Test
    void looking_changes_nothing() throws Exception {
        twoCheckpoints();
        List<String> before = tree();

        for (String command : List.of("list", "show", "verify", "export")) {
            assertThat(checkpoints(command, "job.yaml").code()).isZero();
        }

        assertThat(tree()).isEqualTo(before);
    }

    private List<String> tree() throws Exception {
        try (var files = Files.walk(directory)) {
            return files.map(file -> file + " " + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_number_that_there_is_not_is_told_with_those_that_there_are() throws Exception {
        twoCheckpoints();
        for (String command : List.of("show", "verify", "export")) {
            Cli.Result result = checkpoints(command, "job.yaml", "9");

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).isEqualTo("checkpoint 9: there is none of this number; there are: 1, 2\n");
        }
    }

    @Test
    void no_checkpoints_are_told() {
        Cli.Result list = checkpoints("list", "job.yaml");
        assertThat(list.code()).isZero();
        assertThat(list.err()).isEqualTo("the job 'small' has no checkpoints in its storage\n");

        for (String command : List.of("show", "verify", "export")) {
            Cli.Result result = checkpoints(command, "job.yaml");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).isEqualTo("tidemark: the job 'small' has no checkpoints in its storage\n");
        }
    }

    @Test
    void a_job_without_the_block_is_told_what_to_write() {
        new Cli(directory).file("job.yaml", JOB.replaceFirst("(?s)  checkpointing:.*?  sinks:", "  sinks:"));

        Cli.Result result = checkpoints("list", "job.yaml");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("job.yaml:2: stream_processing.checkpointing: missing, so the job has no checkpoints");
    }

    @Test
    void wrong_usage_is_told_in_one_line() {
        Cli.Result result = checkpoints("lst", "job.yaml");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("tidemark: there is no command 'lst'; did you mean 'list'?");
        assertThat(checkpoints().code()).isEqualTo(2);
        assertThat(checkpoints("export", "job.yaml", "--format", "xml").code()).isEqualTo(2);
        assertThat(checkpoints("export", "job.yaml", "newest").errLines()).hasSize(1);
    }
}
