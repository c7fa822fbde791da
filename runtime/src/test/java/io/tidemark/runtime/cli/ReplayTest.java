// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    private static final String JOB = """
            job: small
            stream_processing:
              source:
                type: kafka
                topics: [t]
                properties: {bootstrap.servers: "x:1"}
                max_record_bytes: 1000
              watermarks: {max_out_of_order_delay: 10s}
              windows:
                calls:
                  key: [model]
                  type: tumbling
                  size: 1m
                  allowed_lateness: 30s
                  dedup: {field: id, ttl: 1h}
                  aggregates: {requests: {fn: count}, latency: {fn: sum, field: latency_ms}}
            """;
    private static final long T0 = 1_767_225_600_000L; // 2026-01-01T00:00:00Z, the start of a minute

    @TempDir
    private Path directory = Path.of("");

    private Cli cli() {
        return new Cli(directory);
    }

    private Cli.Result replay(String job, String input, String... more) {
        cli().file("job.yaml", job);
        cli().file("in.jsonl", input);
        List<String> arguments = new ArrayList<>(List.of("replay", "job.yaml", "--input", "in.jsonl"));
        arguments.addAll(List.of(more));
        return cli().run(arguments.toArray(String[]::new));
    }

    private static String event(String id, long time, String model) {
        return "{\"id\":\"" + id + "\",\"timestamp\":" + time + ",\"model\":" + model + ",\"latency_ms\":2}\n";
    }

    private static String at(long arrival, int partition, String event) {
        return "{\"arrival_time\":" + arrival + ",\"partition\":" + partition + ",\"value\":" + event.strip() + "}\n";
    }

    @Test
    void a_pane_record_is_exactly_as_documented() {
        Cli.Result result = replay(JOB, event("a", T0 + 1000, "\"gpt-4o\""));

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        "{\"view\":\"calls\",\"key\":{\"model\":\"gpt-4o\"},\"window\":{\"start\":1767225600000,\"end\":1767225660000},"
                                + "\"pane\":{\"timing\":\"on_time\",\"index\":0,\"is_first\":true,\"is_last\":true},\"retraction\":false,"
                                + "\"count\":1,\"results\":{\"requests\":1,\"latency\":2.0},\"watermark\":9223372036854775807,"
                                + "\"id\":\"calls|{\\\"model\\\":\\\"gpt-4o\\\"}|1767225600000|1767225660000|0\"}\n");
    }

    @Test
    void a_filled_pane_says_so_and_is_counted_apart() {
        String job = JOB.replace("dedup:", "fill_gaps: {with: zero, results: {latency: previous}}\n      dedup:");
        String input = event("a", T0 + 1000, "\"gpt-4o\"") + event("b", T0 + 131_000, "\"gpt-4o\"");

        Cli.Result mixed = replay(job, input);
        Cli.Result alike =
                replay(job, input, "--set", "stream_processing.windows.calls.fill_gaps.results.latency=zero");

        assertThat(mixed.outLines())
                .hasSize(3)
                .element(1)
                .isEqualTo(
                        "{\"view\":\"calls\",\"key\":{\"model\":\"gpt-4o\"},\"window\":{\"start\":1767225660000,\"end\":1767225720000},"
                                + "\"pane\":{\"timing\":\"on_time\",\"index\":-1,\"is_first\":false,\"is_last\":false,"
                                + "\"filled\":{\"requests\":\"zero\",\"latency\":\"previous\"}},\"retraction\":false,"
                                + "\"count\":0,\"results\":{\"requests\":0,\"latency\":2.0},\"watermark\":1767225721000,"
                                + "\"id\":\"calls|{\\\"model\\\":\\\"gpt-4o\\\"}|1767225660000|1767225720000|filled\"}");
        assertThat(mixed.err()).contains("\"panes\":{\"early\":0,\"on_time\":2,\"late\":0,\"filled\":1}");
        assertThat(alike.outLines().get(1)).contains("\"filled\":\"zero\"}").contains("\"latency\":0.0");
    }

    @Test
    void lines_have_no_times_of_records_but_they_have_arrival_times() {
        String job = JOB.replace("max_record_bytes: 1000", "timestamp: {from: record}");
        String input = at(T0 + 70_000, 0, event("a", T0, "\"m\""));

        Cli.Result refused = replay(job, input);
        Cli.Result arrived = replay(job, input, "--set", "stream_processing.source.timestamp.from=ingestion");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo(
                        "job.yaml:7: stream_processing.source.timestamp.from: the lines of a replay have no times of"
                                + " records; '--set stream_processing.source.timestamp.from=ingestion' takes their arrival times\n");
        assertThat(arrived.out()).contains("\"window\":{\"start\":" + (T0 + 60_000));
    }

    @Test
    void count_and_global_windows_have_their_own_bounds() {
        String counts = JOB.replace(
                "type: tumbling\n      size: 1m\n      allowed_lateness: 30s", "type: count\n      size: 2");
        String global = JOB.replace("type: tumbling\n      size: 1m\n      allowed_lateness: 30s", "type: global");
        String input = event("a", T0, "1") + event("b", T0, "1.0") + event("c", T0, "true");

        assertThat(replay(counts, input).outLines())
                .singleElement()
                .asString()
                .contains(
                        "\"key\":{\"model\":1},\"window\":{\"from\":0,\"to\":2}",
                        "\"id\":\"calls|{\\\"model\\\":1}|0|2|0\"");
        assertThat(replay(global, input).outLines())
                .hasSize(2)
                .allMatch(line -> line.contains("\"window\":{}"))
                .anyMatch(line -> line.contains("{\"model\":true}"));
    }

    @Test
    void late_and_invalid_records_go_to_their_outputs_with_what_they_were() {
        String input = event("a", T0 + 1000, "\"m\"")
                + event("b", T0 + 300_000, "\"m\"")
                + event("late", T0 + 2000, "\"m\"")
                + event("nokey", T0 + 300_000, "null")
                + "{\"id\":\"notime\",\"model\":\"m\"}\n"
                + event("far", Long.MAX_VALUE, "\"m\"")
                + "{\"cut\": \n"
                + "{\"big\":\"" + "x".repeat(5000) + "\"}\n";

        Cli.Result result = replay(
                JOB,
                input,
                "--output",
                "out.jsonl",
                "--late-output",
                "late.jsonl",
                "--dead-letter-output",
                "dead.jsonl");

        assertThat(result.code()).isZero();
        assertThat(cli().text("late.jsonl"))
                .isEqualTo(
                        "{\"view\":\"calls\",\"key\":{\"model\":\"m\"},\"id\":\"late\",\"timestamp\":1767225602000,\"partition\":0,"
                                + "\"offset\":2,\"lateness_ms\":288000,\"value\":"
                                + event("late", T0 + 2000, "\"m\"").strip() + "}\n");
        assertThat(cli().text("dead.jsonl").lines())
                .hasSize(5)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("{\"reason\":\"missing_key\"")
                                .contains(
                                        "\"partition\":0,\"offset\":3,\"view\":\"calls\",\"value\":{\"id\":\"nokey\""),
                        line -> assertThat(line)
                                .startsWith("{\"reason\":\"bad_timestamp\"")
                                .contains("\"view\":null"),
                        line -> assertThat(line).startsWith("{\"reason\":\"timestamp_out_of_range\""),
                        line -> assertThat(line)
                                .startsWith("{\"reason\":\"undecodable\"")
                                .endsWith("\"value_base64\":\"eyJjdXQiOiA=\"}"),
                        line -> assertThat(line)
                                .startsWith("{\"reason\":\"too_large\"")
                                .doesNotContain("value"));
        Json summary = Json.of(result.err());
        assertThat(summary.number("records")).isEqualTo(8);
        assertThat(summary.number("late")).isEqualTo(1);
        assertThat(summary.number("invalid")).isEqualTo(5);
        assertThat(summary.number("aggregated")).isEqualTo(2);
    }

    @Test
    void w3_a_declared_partition_holds_the_watermark_until_it_yields() {
        String declared =
                JOB.replace("max_record_bytes", "partitions: [0, 1]\n    max_record_bytes") + "  drain: false\n";
        String input = event("a", T0, "\"m\"") + event("b", T0 + 600_000, "\"m\"");

        assertThat(replay(declared, input).out()).isEmpty();
        assertThat(replay(JOB + "  drain: false\n", input).outLines()).hasSize(1);
        assertThat(replay(declared, input + at(5, 1, event("c", T0 + 600_000, "\"m\"")))
                        .outLines())
                .hasSize(1);
    }

    @Test
    void w4_a_tick_moves_the_clock_so_that_partitions_become_idle() {
        String idle = JOB.replace("max_out_of_order_delay: 10s", "max_out_of_order_delay: 10s, idle_timeout: 60s")
                        .replace("max_record_bytes", "partitions: [0, 1]\n    max_record_bytes")
                + "  drain: false\n";
        String input = at(T0, 0, event("a", T0, "\"m\"")) + at(T0, 0, event("b", T0 + 600_000, "\"m\""));
        String stillActive = at(T0 + 59_999, 0, event("c", T0 + 600_000, "\"m\""));

        assertThat(replay(idle, input + "{\"control\":\"tick\",\"arrival_time\":" + (T0 + 59_999) + "}\n")
                        .out())
                .isEmpty();
        assertThat(replay(idle, input + stillActive + "{\"control\":\"tick\",\"arrival_time\":" + (T0 + 60_000) + "}\n")
                        .outLines())
                .hasSize(1);
    }

    @Test
    void the_clock_never_goes_back_and_starts_at_the_first_line() {
        String early = JOB + "  drain: false\n  triggers: {calls: {early_firing: {interval: 30s}}}\n";
        String first = at(T0, 0, event("a", T0, "\"m\""));
        String earlier = at(T0 - 100_000, 0, event("b", T0, "\"m\""));
        String due = "{\"control\":\"tick\",\"arrival_time\":" + (T0 + 30_000) + "}\n";

        assertThat(replay(early, first + earlier + due).outLines())
                .singleElement()
                .asString()
                .contains("\"timing\":\"early\"", "\"count\":2");
    }

    @Test
    void an_envelope_is_only_what_is_nothing_else() {
        String event = event("a", T0, "\"m\"").strip();
        String input = "{\"value\":" + event + "}\n" // an envelope
                + "{\"value\":" + event + ",\"partition\":70000}\n" // no partition: an event that lacks a time
                + "{\"value\":5,\"name\":\"x\",\"timestamp\":" + T0 + ",\"model\":\"m\",\"id\":\"b\"}\n" // an event
                + "{\"control\":\"tick\",\"model\":\"m\",\"timestamp\":" + T0 + ",\"id\":\"c\"}\n" // an event
                + "{\"value\":" + event.replace("\"a\"", "\"d\"").replace("{", "{ ")
                + " , \"arrival_time\" : 7 }\n" // an envelope
                + "{\"value\":\"" + event.replace("\"a\"", "\"e\"").replace("\"", "\\\"")
                + "\"}\n" // a text that holds the event
                + "{\"value\":null}\n{\"value\":[]}\n[]\n5\n\n   \n";

        Cli.Result result = replay(JOB, input, "--dead-letter-output", "dead.jsonl");

        Json summary = Json.of(result.err());
        assertThat(summary.number("records")).isEqualTo(10);
        assertThat(summary.number("aggregated")).isEqualTo(5);
        assertThat(summary.number("invalid")).isEqualTo(5);
        assertThat(cli().text("dead.jsonl").lines().filter(line -> line.contains("bad_timestamp")))
                .hasSize(1);
    }

    @Test
    void controls_that_need_checkpoints_or_are_unknown_are_told_with_their_line() {
        String event = event("a", T0, "\"m\"");

        failed(
                event + "\n{\"control\":\"checkpoint\"}\n",
                "in.jsonl:3: the control 'checkpoint' needs checkpoints; '--set stream_processing.checkpointing.enabled=true' enables them");
        failed(
                "{\"control\":\"restart\"}\n",
                "in.jsonl:1: the control 'restart' needs checkpoints; '--set stream_processing.checkpointing.enabled=true' enables them");
        failed("{\"control\":\"tock\"}\n", "in.jsonl:1: unknown control 'tock'; there are: tick, checkpoint, restart");
        failed(
                "{\"control\":\"tick\"}\n",
                "in.jsonl:1: the control 'tick' needs an arrival_time, in epoch milliseconds");
    }

    @Test
    void a_restart_reads_its_input_again_which_a_pipe_does_not_let_it() {
        cli().file("job.yaml", JOB);

        Cli.Result result = cli().reading(event("a", T0, "\"m\"") + "{\"control\":\"restart\"}\n")
                .run("replay", "job.yaml", "--input", "-", "--set", "stream_processing.checkpointing.enabled=true");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "tidemark: -:2: the control 'restart' reads the input again, which '-' does not let it; give it as"
                                + " a file\n");
    }

    private void failed(String input, String message) {
        cli().file("out.jsonl", "as it was");

        Cli.Result result = replay(JOB, input, "--output", "out.jsonl");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("tidemark: " + message + "\n");
        assertThat(cli().text("out.jsonl"))
                .as("a failure leaves the file as it was")
                .isEqualTo("as it was");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("job.yaml", "in.jsonl", "out.jsonl");
    }

    @Test
    void inputs_follow_each_other_and_dash_is_the_standard_input() {
        cli().file("job.yaml", JOB);
        cli().file("1.jsonl", event("a", T0, "\"m\""));
        cli().file("2.jsonl", event("b", T0, "\"m\"").strip());

        Cli.Result result = cli().reading(event("c", T0, "\"m\""))
                .run(
                        "replay",
                        "job.yaml",
                        "--input",
                        "1.jsonl",
                        "2.jsonl",
                        "--input",
                        "-",
                        "--output",
                        "-",
                        "--summary",
                        "summary.json");

        assertThat(result.outLines()).singleElement().asString().contains("\"count\":3");
        assertThat(cli().text("summary.json")).isEqualTo(result.err());
    }

    @Test
    void files_are_checked_before_anything_is_done() {
        cli().file("job.yaml", JOB);
        cli().file("in.jsonl", "");

        refused("--input no.jsonl: there is no such file", "--input", "no.jsonl");
        refused("--input .: is a directory; name files", "--input", ".");
        refused("--input: '-' can be read only once", "--input", "-", "-");
        refused(
                "--output in.jsonl: is the file of --input as well; choose another one",
                "--input",
                "in.jsonl",
                "--output",
                "in.jsonl");
        refused(
                "--late-output ./o: is the file of --output as well; choose another one",
                "--input",
                "in.jsonl",
                "--output",
                "o",
                "--late-output",
                "./o");
        assertThat(cli().text("in.jsonl")).isEmpty();
    }

    private void refused(String message, String... files) {
        List<String> arguments = new ArrayList<>(List.of("replay", "job.yaml"));
        arguments.addAll(List.of(files));

        Cli.Result result = cli().run(arguments.toArray(String[]::new));

        assertThat(result.err()).isEqualTo(message + "\n");
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void an_empty_input_is_done_at_once() {
        Cli.Result result = replay(JOB, "");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(Json.of(result.err()).number("records")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\r\\nb",
                "\\u001b[31mred",
                "\\u202eright",
                "%s%n",
                "\\u0000",
                "\\u2028",
                "\\u00e4\\u4e2d\\ud83d\\ude00",
                ""
            })
    void keys_come_out_so_that_they_break_no_line_and_no_terminal(String model) {
        String out = replay(JOB, event("a", T0, "\"" + model + "\"")).out();

        assertThat(out.lines()).hasSize(1);
        assertThat(out.strip().codePoints().filter(symbol -> symbol < 0x20 || symbol == 0x202e || symbol == 0x2028))
                .isEmpty();
        assertThat(Json.of(out).text("key.model"))
                .isEqualTo(Json.of("{\"m\":\"" + model + "\"}").text("m"));
    }

    @Test
    void in_a_pipe_there_is_only_the_summary_on_the_standard_error() {
        assertThat(replay(JOB, event("a", T0, "\"m\"")).errLines())
                .singleElement()
                .asString()
                .startsWith("{\"records\":1,");
    }

    @Test
    void a_job_without_source_and_sinks_can_be_replayed() {
        String job = JOB.replaceFirst("(?s)  source:.*?  watermarks", "  watermarks");

        assertThat(replay(job, event("a", T0, "\"m\"")).outLines()).hasSize(1);
    }

    @Test
    void random_bytes_are_dead_letters_and_never_a_crash() throws Exception {
        SplittableRandom random = new SplittableRandom(Long.getLong("tidemark.seed", 7));
        byte[] bytes = new byte[200_000];
        random.nextBytes(bytes);
        cli().file("job.yaml", JOB);
        Files.write(directory.resolve("in.jsonl"), bytes);

        Cli.Result result =
                cli().run("replay", "job.yaml", "--input", "in.jsonl", "--dead-letter-output", "dead.jsonl");

        assertThat(result.code()).as(result.err()).isZero();
        Json summary = Json.of(result.err());
        assertThat(summary.number("records")).isGreaterThan(100).isEqualTo(summary.number("invalid"));
        assertThat(cli().text("dead.jsonl").lines()).hasSize((int) summary.number("invalid"));
    }
}
