// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.config.GeneratorConfig;
import io.tidemark.runtime.config.Jobs;
import io.tidemark.runtime.io.GeneratorSource;
import io.tidemark.source.Positions;
import io.tidemark.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
    private static final Path EXAMPLES = Cli.ROOT.resolve("docs/examples");
    private static final Path KAFKA = EXAMPLES.resolve("kafka.yaml");

    /** Needs a broker too; {@link OtlpTest} replays it. */
    private static final Path OTEL = EXAMPLES.resolve("otel.yaml");

    /** Has no end. */
    private static final Path HTTP = EXAMPLES.resolve("http.yaml");

    /** Has none either. */
    private static final Path LIVE = EXAMPLES.resolve("live.yaml");

    /** Needs a collector. */
    private static final Path OTLP = EXAMPLES.resolve("otlp-export.yaml");

    @TempDir
    private Path directory = Path.of("");

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !Set.of(KAFKA, OTEL, HTTP, LIVE, OTLP).contains(file))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_is_right_and_can_be_run(Path file) {
        Cli cli = new Cli(directory).with("TIDEMARK_HOME", Cli.ROOT.toString());

        Cli.Result validated = cli.run("validate", file.toString());
        Cli.Result explained = cli.run("explain", file.toString());
        Cli.Result run = cli.run("run", file.toString());

        assertThat(validated.err()).isEmpty();
        assertThat(validated.code()).isZero();
        assertThat(explained.code()).isZero();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.outLines()).isNotEmpty();
    }

    @Test
    void the_example_that_needs_a_collector_is_right() {
        Cli cli = new Cli(directory);

        Cli.Result validated = cli.run("validate", OTLP.toString());
        Cli.Result run = cli.run("run", OTLP.toString(), "--set", "stream_processing.sinks=[{type: stdout}]");

        assertThat(validated.code()).as(validated.err()).isZero();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.outLines()).isNotEmpty();
    }

    @Test
    void the_example_that_runs_live_can_be_run() {
        Cli cli = new Cli(directory);

        Cli.Result validated = cli.run("validate", LIVE.toString());
        Cli.Result run = cli.run(
                "run",
                LIVE.toString(),
                "--set",
                "stream_processing.source.count=2000",
                "--set",
                "stream_processing.source.paced=false",
                "--set",
                "stream_processing.server.port=0");

        assertThat(validated.code()).as(validated.err()).isZero();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("serving at http://127.0.0.1:").containsPattern("\"on_time\":[1-9]");
    }

    @Test
    void the_example_that_is_sent_to_is_right_and_replayed() {
        Cli cli = new Cli(directory);

        Cli.Result validated = cli.run("validate", HTTP.toString());
        Cli.Result replayed = cli.run(
                "replay",
                HTTP.toString(),
                "--input",
                EXAMPLES.resolve("data/feedback.jsonl").toString());

        assertThat(validated.code()).as(validated.err()).isZero();
        assertThat(validated.err()).isEmpty();
        assertThat(replayed.code()).as(replayed.err()).isZero();
        assertThat(replayed.outLines()).isNotEmpty();
    }

    @Test
    void the_example_of_a_job_in_production_is_right_and_nothing_of_it_would_be_refused() {
        Cli cli = new Cli(directory).with("KAFKA_JAAS", "s3cret-marker");
        String secret = "stream_processing.source.properties.sasl.jaas.config=Module required password=\"s3cret\";";

        Cli.Result validated = cli.run("validate", KAFKA.toString());
        Cli.Result masked = cli.run("validate", KAFKA.toString(), "--set", secret);
        Cli.Result replayed = cli.run(
                "replay",
                KAFKA.toString(),
                "--input",
                EXAMPLES.resolve("data/feedback.jsonl").toString());

        assertThat(validated.code()).as(validated.err()).isZero();
        assertThat(validated.err()).isEmpty();
        assertThat(masked.out() + masked.err()).doesNotContain("s3cret");
        assertThat(replayed.code()).as(replayed.err()).isZero();
        assertThat(replayed.outLines())
                .anyMatch(line -> line.contains("performance_metrics"))
                .anyMatch(line -> line.contains("sessions"));
    }

    @Test
    void the_example_of_detectors_has_alerts_of_each_and_the_same_at_any_parallelism() {
        Cli cli = new Cli(directory).with("TIDEMARK_HOME", Cli.ROOT.toString());
        String job = EXAMPLES.resolve("anomalies.yaml").toString();

        List<String> alerts = alerts(cli.run("run", job));
        List<String> parallel = alerts(cli.run("run", job, "--set", "stream_processing.parallelism=3"));

        assertThat(alerts)
                .anyMatch(line -> line.contains("slow_model") && line.contains("standard deviations above its mean of"))
                .anyMatch(line -> line.contains("failing_model") && line.contains("\"severity\":\"critical\""))
                .anyMatch(line -> line.contains("traffic_jump") && line.contains("\"state\":\"resolved\""));
        assertThat(parallel).containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void alerts_are_shown_in_tables_as_panes_are() {
        Cli cli = new Cli(directory);
        String job = EXAMPLES.resolve("anomalies.yaml").toString();

        Cli.Result run = cli.run("run", job, "--set", "stream_processing.sinks.0.format=table");

        assertThat(run.outLines())
                .contains("slow_model", "failing_model", "traffic_jump")
                .anyMatch(line -> line.contains("gemini-pro") && line.contains("raised") && line.contains("z_score"));
    }

    @Test
    void the_example_of_gaps_has_a_pane_for_each_model_in_each_minute_and_tells_silence() {
        Cli cli = new Cli(directory);
        String job = EXAMPLES.resolve("gaps.yaml").toString();

        Cli.Result run = cli.run("run", job);
        Cli.Result explained = cli.run("explain", job);

        assertThat(run.code()).as(run.err()).isZero();
        List<String> panes = run.outLines().stream()
                .filter(line -> line.contains("\"view\":\"performance\"") && line.contains("gemini-pro"))
                .toList();
        assertThat(panes).filteredOn(line -> line.contains("\"filled\":")).hasSizeGreaterThan(20);
        long last = panes.stream()
                .map(line -> line.replaceAll(".*\"start\":(\\d+).*", "$1"))
                .mapToLong(Long::parseLong)
                .max()
                .orElseThrow();
        long first = panes.stream()
                .map(line -> line.replaceAll(".*\"start\":(\\d+).*", "$1"))
                .mapToLong(Long::parseLong)
                .min()
                .orElseThrow();
        assertThat(panes).hasSize((int) ((last - first) / 60_000) + 1);
        assertThat(run.outLines()).anyMatch(line -> line.contains("\"view\":\"silent_model\""));
        assertThat(explained.out())
                .contains("gaps    filled with zero, latency_ms with previous, until 1h after a key's last window");
    }

    private static List<String> alerts(Cli.Result run) {
        assertThat(run.code()).as(run.err()).isZero();
        return run.outLines().stream()
                .filter(line -> line.contains("\"reason\":"))
                .toList();
    }

    @Test
    void the_job_in_the_guide_is_right_and_is_run() throws IOException {
        String guide = Files.readString(Cli.ROOT.resolve("docs/job-file.md"));
        Matcher block = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(guide);
        assertThat(block.find()).isTrue();
        Cli cli = new Cli(directory);
        cli.file("job.yaml", block.group(1));
        cli.file("events/a.jsonl", Files.readString(EXAMPLES.resolve("data/feedback.jsonl")));

        assertThat(cli.run("validate", "job.yaml").err()).isEmpty();
        assertThat(cli.run("run", "job.yaml").outLines()).isNotEmpty();
    }

    @Test
    void the_synthetic_file_is_what_the_generator_makes() throws Exception {
        Path file = EXAMPLES.resolve("data/feedback.jsonl");
        byte[] made = generated(EXAMPLES.resolve("feedback.yaml"));
        if (Boolean.getBoolean("tidemark.write-examples")) {
            Files.write(file, made);
        }

        assertThat(made).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void the_synthetic_file_replays_to_what_the_generator_runs_to() {
        Cli cli = new Cli(directory).with("TIDEMARK_HOME", Cli.ROOT.toString());
        String job = EXAMPLES.resolve("feedback.yaml").toString();

        Cli.Result run = cli.run("run", job);
        Cli.Result replayed = cli.run(
                "replay",
                job,
                "--input",
                EXAMPLES.resolve("data/feedback.jsonl").toString());

        assertThat(replayed.out()).isEqualTo(run.out());
    }

    private static byte[] generated(Path job) throws Exception {
        GeneratorConfig config = Jobs.read(Files.readString(job), List.of(), Map.of())
                .config()
                .source()
                .generator()
                .orElseThrow();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (GeneratorSource source = new GeneratorSource(config, () -> 0)) {
            source.open(Positions.BEGINNING);
            int polled = 0;
            while (polled != Source.EXHAUSTED) {
                polled = source.poll(
                        record -> {
                            lines.writeBytes(java.util.Objects.requireNonNull(record.value()));
                            lines.write('\n');
                        },
                        1000);
            }
        }
        return lines.toByteArray();
    }
}
