// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.host.Terminal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateTest {
    @TempDir
    private Path directory = Path.of("");

    private Cli cli() {
        return new Cli(directory);
    }

    @Test
    void it_makes_what_a_job_files_generator_makes_of_the_same_settings() {
        Cli.Result generated =
                cli().run("generate", "--fast", "--count", "500", "--seed", "9", "--rate", "0.1", "--max-delay", "2m");
        Cli.Result run = cli().run("generate", "--fast", "--count", "500", "--to", "events.jsonl");
        cli().file("job.yaml", """
                job: same
                stream_processing:
                  source: {type: generator, count: 500, seed: 9, rate: 0.1, max_delay: 2m}
                  windows: {all: {key: [], type: tumbling, size: 1h, aggregates: {n: {fn: count}, last: {fn: max, field: latency_ms}}}}
                  sinks: [{type: stdout}]
                """);
        cli().file("generated.jsonl", generated.out());

        assertThat(generated.code()).as(generated.err()).isZero();
        assertThat(generated.outLines()).hasSize(500);
        assertThat(run.out()).isEmpty();
        assertThat(cli().text("events.jsonl")).as("another seed").isNotEqualTo(generated.out());
        assertThat(cli().run("replay", "job.yaml", "--input", "generated.jsonl").out())
                .isEqualTo(cli().run("run", "job.yaml").out());
    }

    @Test
    void a_seed_gives_the_same_bytes_and_the_summary_says_what_was_done() {
        String[] command = {"generate", "--fast", "--count=1000", "--duplicate-share=0.2", "--models=b,a"};
        Cli.Result first = cli().run(command);
        Json summary = Json.of(first.err());

        assertThat(cli().run(command).out()).isEqualTo(first.out());
        assertThat(summary.number("events")).isEqualTo(first.outLines().size());
        assertThat(summary.number("bytes"))
                .isEqualTo(first.out().length() - first.outLines().size());
        assertThat(new HashSet<>(first.outLines())).hasSize(1000);
        assertThat(first.outLines().size()).isBetween(1150, 1250);
        assertThat(first.out()).contains("\"model\":\"b\"", "\"model\":\"a\"").doesNotContain("gpt");
    }

    @Test
    void events_begin_when_they_are_told_to() {
        assertThat(cli().at(() -> 1_800_000_000_000L)
                        .run("generate", "--fast", "--count=1", "--start=now")
                        .out())
                .contains("\"timestamp\":\"2027-01-15T08:00:00");
        assertThat(cli().run("generate", "--fast", "--count=1", "--start=2025-05-06T07:08:09Z")
                        .out())
                .contains("\"timestamp\":\"2025-05-06T07:08:09");
    }

    @Test
    void a_terminal_sees_how_far_it_is() {
        Cli.Result result = cli().on(new Terminal(true, 100, true, false))
                .run("generate", "--to=x.jsonl", "--rate=2000", "--count=800");

        assertThat(result.err()).contains("%", "records/s", "event time 2026-01-01T00:00:0");
        assertThat(result.err().substring(result.err().lastIndexOf('\r'))).contains("\"events\":800");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate=10k | --rate: expected a number from 0.001 to 1000000, but got '10k'",
                "--max-delay=5 | --max-delay: expected a duration",
                "--duplicate-share=20% | --duplicate-share: expected a number from 0 to 1, but got '20%'",
                "--start=today | --start: expected a time such as 2026-01-01T00:00:00Z, or 'now', but got 'today'",
                "--topic=x | --to: --topic, --bootstrap-servers, --property, --create-topic and --partitions are for '--to kafka'",
            })
    void what_is_wrong_is_told_in_one_line(String option, String message) {
        Cli.Result result = cli().run("generate", "--count=1", option);

        assertThat(result.code()).isEqualTo(ExitCodes.BAD_USAGE);
        assertThat(result.errLines()).singleElement().asString().startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--partitions=3 | --partitions: only a topic that is made can be told: add --create-topic",
                "--property=aks=all | --property: 'aks' is not a setting",
            })
    void what_is_wrong_with_kafka_is_told_before_anything_is_sent(String option, String message) {
        Cli.Result result = cli().run("generate", "--to=kafka", "--count=1", option);

        assertThat(result.code()).isEqualTo(ExitCodes.BAD_USAGE);
        assertThat(result.errLines()).singleElement().asString().startsWith(message);
    }

    @Test
    void a_broker_that_is_not_there_is_told_in_one_line_with_what_to_do() {
        List<String> said = cli().run(
                        "generate",
                        "--to=kafka",
                        "--bootstrap-servers=127.0.0.1:1",
                        "--property=connect_timeout_ms=500",
                        "--count=1")
                .errLines();

        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("tidemark: ")
                .contains("no broker answered at 127.0.0.1:1", "Check that it runs");
    }
}
