// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.config.Jobs;
import io.tidemark.runtime.host.Terminal;
import io.tidemark.runtime.job.StopSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final String JOB = """
            job: small
            stream_processing:
              source: {type: generator, count: 400, seed: 3, rate: 1}
              windows:
                calls:
                  events: [performance_metrics]
                  key: [model]
                  type: tumbling
                  size: 1m
                  aggregates: {requests: {fn: count}, latency: {fn: percentile, field: latency_ms, percentile: 95}}
              sinks:
                - {type: file, path: out/panes.jsonl}
            """;

    @TempDir
    private Path directory = Path.of("");

    private Cli cli() {
        return new Cli(directory);
    }

    @Test
    void without_a_command_the_help_is_shown_and_nothing_was_done() {
        Cli.Result result = cli().run();

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("demo", "run", "replay", "validate", "explain", "checkpoints", "backends");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "run",
                "replay",
                "validate",
                "explain",
                "backends",
                "checkpoints",
                "checkpoints list",
                "checkpoints show",
                "checkpoints verify",
                "checkpoints export"
            })
    void every_command_has_help(String command) {
        Cli.Result result = command.isEmpty() ? cli().run("--help") : cli().run((command + " --help").split(" "));

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("Usage: tidemark " + command, "--stacktrace");
        assertThat(result.outLines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void help_has_colours_where_the_terminal_shows_them_and_is_no_wider_than_it() {
        Cli.Result coloured = cli().on(new Terminal(true, 100, true, true)).run("--help");
        Cli.Result plain = cli().on(new Terminal(true, 100, true, false)).run("--help");

        assertThat(coloured.out()).contains("\u001b[1m");
        assertThat(plain.out()).doesNotContain("\u001b");
        assertThat(plain.outLines().stream().mapToInt(String::length).max().orElse(0))
                .isBetween(81, 100);
        assertThat(cli().on(new Terminal(true, 100, true, true)).run().err()).contains("\u001b[1m");
    }

    @Test
    void wrong_usage_is_told_in_one_line_with_what_was_meant() {
        refused("there is no command 'relpay'; did you mean 'replay'?", "relpay");
        refused("'--stackrace' is not expected here; did you mean '--stacktrace'?", "backends", "--stackrace");
        refused("'x' is not expected here", "backends", "x");
        refused("Missing required parameter: 'JOB.yaml'", "validate");
        refused("Missing required option: '--input=FILE'", "replay", "job.yaml");
    }

    private void refused(String message, String... arguments) {
        Cli.Result result = cli().run(arguments);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).hasSize(1).first().asString().startsWith("tidemark: " + message);
    }

    @Test
    void a_job_file_that_is_not_there_is_told_in_one_line() {
        for (String command : List.of("validate", "run", "explain")) {
            Cli.Result result = cli().run(command, "no/such.yaml");

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).isEqualTo("no/such.yaml: there is no such file\n");
        }
    }

    @Test
    void validate_prints_what_holds_and_notes_what_this_version_cannot_run() {
        cli().file("job.yaml", Jobs.FULL);

        Cli.Result result = cli().run("validate", "job.yaml");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("job: llm-auto-optimizer\nstream_processing:\n")
                .doesNotContain("a-token");
        assertThat(result.errLines())
                .noneMatch(line -> line.contains("Kafka"))
                .noneMatch(line -> line.contains("server"))
                .anyMatch(
                        line -> line.startsWith(
                                "note: job.yaml:83: stream_processing.memory: its shares of hot_state and warm_cache are in effect"));
    }

    @Test
    void validate_tells_every_mistake_and_nothing_else() {
        cli().file("job.yaml", Jobs.FULL.replace("size: 300s", "sizee: 300s").replace("drain: true", "drain: 1"));

        Cli.Result result = cli().run("validate", "job.yaml");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .containsExactly(
                        "job.yaml:21: stream_processing.windows.performance_metrics.sizee: unknown key; did you mean 'size'?",
                        "job.yaml:87: stream_processing.drain: expected true or false, but got '1'");
    }

    @Test
    void run_refuses_what_this_version_cannot_do_one_line_each() {
        cli().file("job.yaml", Jobs.FULL.replace("{type: stdout}", "{type: jdbc, url: \"jdbc:h2:mem:x\"}"));

        Cli.Result result = cli().run("run", "job.yaml");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("job.yaml:")
                .contains("'jdbc'");
    }

    @Test
    void run_ends_with_its_source_and_l4_every_element_has_one_outcome() {
        cli().file("job.yaml", JOB);

        Cli.Result result = cli().run("run", "job.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        Json summary = Json.of(result.err());
        assertThat(summary.number("records")).isEqualTo(400);
        assertThat(summary.number("elements"))
                .isEqualTo(summary.number("aggregated")
                        + summary.number("filtered")
                        + summary.number("duplicates")
                        + summary.number("late")
                        + summary.number("invalid")
                        + summary.number("unassigned"));
        assertThat(cli().text("out/panes.jsonl").lines().count()).isEqualTo(summary.number("panes.on_time"));
    }

    @Test
    void a_file_that_is_appended_to_keeps_what_it_has() {
        cli().file("job.yaml", JOB);
        cli().file("out/panes.jsonl", "{\"cut");

        cli().run("run", "job.yaml");

        assertThat(cli().text("out/panes.jsonl"))
                .startsWith("{\"cut\n{\"view\":\"calls\"")
                .endsWith("}\n");
    }

    @Test
    void a_job_without_end_stops_in_order_when_it_is_told_to() {
        cli().file("job.yaml", JOB.replace("count: 400, ", ""));
        List<StopSignal> signals = new ArrayList<>();
        AtomicLong calls = new AtomicLong();

        Cli.Result result = cli().endingWith((stop, work) -> {
                    signals.add(stop);
                    return work.call();
                })
                .at(() -> {
                    if (calls.incrementAndGet() == 50_000) {
                        signals.get(0).stop();
                    }
                    return 0;
                })
                .run("run", "job.yaml");

        assertThat(result.code()).isZero();
        Json summary = Json.of(result.err());
        assertThat(summary.number("records")).isGreaterThan(10_000);
        assertThat(summary.number("watermarks.calls")).as("not drained").isLessThan(Long.MAX_VALUE);
        assertThat(cli().text("out/panes.jsonl").lines().count()).isEqualTo(summary.number("panes.on_time"));
    }

    @Test
    void stdout_can_be_a_table() {
        cli().file("job.yaml", JOB.replace("{type: file, path: out/panes.jsonl}", "{type: stdout, format: table}"));

        Cli.Result result = cli().run("run", "job.yaml");

        assertThat(result.outLines().get(0)).isEqualTo("calls");
        assertThat(result.out()).contains("window", "model", "requests", "latency", "2026-01-01T00:00:00Z  gpt-4o");
    }

    @Test
    void explain_tells_the_path_the_state_and_the_memory_of_each_view() {
        cli().file("job.yaml", Jobs.FULL);

        Cli.Result result = cli().run("explain", "job.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "performance_metrics: tumbling 5m, by model, lateness 2m",
                        "path    general: early or late triggers need state for each key and window",
                        "feedback: sessions with a gap of 30m, at most 4h, by session_id",
                        "path    session:",
                        "anomalies: sliding 15m every 1m, one key for all, lateness 1m",
                        "slices  1m wide; an element updates one, and is in up to 15 windows",
                        "days: each day in Europe/Berlin, by model",
                        "path    count:",
                        "everything: all time, by model");
        assertThat(result.out().lines().filter(line -> line.startsWith("  memory  about ")))
                .hasSize(6);
    }

    @Test
    void backends_lists_every_plugin_with_what_brought_it() {
        Cli.Result result = cli().run("backends");

        assertThat(result.code()).isZero();
        assertThat(result.outLines())
                .anyMatch(line -> line.matches("state backend +memory +\\S*(state-memory)\\S*.*"))
                .anyMatch(line -> line.matches("state backend +rocksdb +\\S*(state-rocksdb)\\S*.*"))
                .anyMatch(line -> line.matches("state backend +lmdb +\\S*(state-lmdb)\\S*.*"))
                .anyMatch(line -> line.matches("state backend +h2 +\\S*(state-jdbc)\\S*.*"))
                .anyMatch(line -> line.matches("state backend +postgres +\\S*(state-jdbc)\\S*.*"))
                .anyMatch(line -> line.matches("checkpoint storage +local +\\S*(core)\\S*.*"))
                .anyMatch(line -> line.matches("checkpoint storage +jdbc +\\S*(state-jdbc)\\S*.*"))
                .anyMatch(line -> line.matches("archive +h2 +\\S*(state-jdbc)\\S*.*"))
                .anyMatch(line -> line.matches("archive +postgres +\\S*(state-jdbc)\\S*.*"))
                .anyMatch(line -> line.matches("source +generator +\\S+ +Makes synthetic feedback events.*"))
                .anyMatch(line -> line.matches("sink +stdout +\\S+ +Prints panes.*"))
                .anyMatch(line -> line.matches("format +csv +\\S*aggregators-llm\\S* +Comma-separated values.*"))
                .anyMatch(line -> line.matches("aggregate +percentiles +.*"));
    }

    @Test
    void a_failure_while_running_is_one_line_and_code_1_and_has_a_stack_trace_on_demand() throws IOException {
        cli().file("job.yaml", JOB);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "stream_processing.server.port=" + taken.getLocalPort();

            Cli.Result result = cli().run("run", "job.yaml", "--set", port);
            Cli.Result traced = cli().run("run", "--stacktrace", "job.yaml", "--set", port);
            Cli.Result tracedBefore = cli().run("--stacktrace", "run", "job.yaml", "--set", port);

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.errLines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("tidemark: HTTP cannot be served at ");
            assertThat(traced.err()).contains("\tat io.tidemark.runtime");
            assertThat(tracedBefore.err()).contains("\tat io.tidemark.runtime");
        }
    }

    @Test
    void set_and_the_environment_override_keys_in_every_command() {
        cli().file("job.yaml", JOB);

        assertThat(cli().run("validate", "job.yaml", "--set", "stream_processing.parallelism=4")
                        .out())
                .contains("parallelism: 4");
        assertThat(cli().with("TIDEMARK_STREAM_PROCESSING__PARALLELISM", "5")
                        .run("validate", "job.yaml")
                        .out())
                .contains("parallelism: 5");
        assertThat(cli().run("validate", "job.yaml", "--set", "paralelism=4").err())
                .startsWith("--set paralelism: paralelism: unknown key")
                .hasLineCount(1);
    }

    @Test
    void file_sources_read_csv_and_patterns_and_say_what_is_missing() {
        String job = JOB.replace(
                        "type: generator, count: 400, seed: 3, rate: 1", "type: file, format: csv, path: \"in/*.csv\"")
                .replace("      events: [performance_metrics]\n", "")
                .replace("- {type: file, path: out/panes.jsonl}", "- {type: stdout}");
        cli().file("job.yaml", job);
        assertThat(cli().run("run", "job.yaml").err())
                .isEqualTo("job.yaml:3: stream_processing.source.type: in/*.csv: there is no directory "
                        + directory.resolve("in/") + "\n");
        cli().file("in/b.csv", "timestamp,model,latency_ms\r\n2026-01-01T00:00:01Z,\"m\n\"\"1\",5\r\n");
        cli().file("in/a.csv", "latency_ms,timestamp,model\n7,2026-01-01T00:00:01Z,x\n");

        Cli.Result result = cli().run("run", "job.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("{\"model\":\"m\\n\\\"1\"}", "{\"model\":\"x\"}", "\"latency\":7.0");
    }

    @Test
    void everything_printed_is_the_same_in_any_locale() {
        Locale before = Locale.getDefault();
        cli().file("job.yaml", JOB);
        String explained = cli().run("explain", "job.yaml").out();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            assertThat(cli().run("explain", "job.yaml").out()).isEqualTo(explained);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void all_that_a_job_does_not_find_when_it_starts_is_told_at_once() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Cli cli = cli();
            cli.file("plain", "");
            cli.file("job.yaml", """
                    job: lost
                    stream_processing:
                      source: {type: file, format: json, path: [one.jsonl, two*.jsonl]}
                      windows: {calls: {key: [], type: tumbling, size: 1h, aggregates: {n: {fn: count}}}}
                      sinks: [{type: file, path: plain/panes.jsonl}]
                      late: {type: file, path: .}
                      state: {warm: {backend: rocksdb, path: plain/state}}
                      checkpointing: {storage: {type: local, path: plain/checkpoints}}
                      server: {port: %d}
                    """.formatted(taken.getLocalPort()));

            Cli.Result result = cli.run("run", "job.yaml");

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.errLines())
                    .hasSize(7)
                    .anyMatch(line ->
                            line.startsWith("job.yaml:3: ") && line.endsWith("one.jsonl: there is no such file"))
                    .anyMatch(line -> line.contains("two*.jsonl: no file matches the pattern"))
                    .anyMatch(line -> line.startsWith("job.yaml:5: ") && line.endsWith("plain is not a directory"))
                    .anyMatch(line -> line.startsWith("job.yaml:6: ") && line.contains("it is a directory"))
                    .anyMatch(line -> line.startsWith("job.yaml:7: ") && line.endsWith("plain is not a directory"))
                    .anyMatch(line -> line.startsWith("job.yaml:8: ") && line.endsWith("plain is not a directory"))
                    .anyMatch(line -> line.startsWith("job.yaml:9: ") && line.contains("HTTP cannot be served at"));
        }
    }
}
