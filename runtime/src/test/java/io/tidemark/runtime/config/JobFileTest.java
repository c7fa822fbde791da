// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.TumblingWindows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobFileTest {
    private static final String SMALL = """
            job: small
            stream_processing:
              windows:
                calls:
                  key: [model]
                  type: tumbling
                  size: 5m
                  aggregates: {requests: {fn: count}}
            """;

    @Test
    void a_small_file_is_filled_with_defaults() throws ConfigurationException {
        JobConfig config = Jobs.read(SMALL, List.of(), Map.of()).config();

        assertThat(config.source().type()).isEmpty();
        assertThat(config.source().format().name()).isEqualTo("feedback_event");
        assertThat(config.parallelism()).isEqualTo(1);
        assertThat(config.drain()).isTrue();
        assertThat(config.checkpoints().enabled()).isFalse();
        assertThat(config.server()).isEmpty();
        assertThat(config.views().get(0).watermark()).isEqualTo(WatermarkConfig.DEFAULT);
        assertThat(config.views().get(0).trigger()).isEqualTo(TriggerConfig.DEFAULT);
    }

    @Test
    void a_full_file_is_read_as_it_is_written() throws ConfigurationException {
        JobConfig config = Jobs.read(Jobs.FULL, List.of(), Map.of()).config();

        ViewConfig performance = config.views().get(0);
        assertThat(performance.windowing()).isEqualTo(TumblingWindows.of(Duration.ofMinutes(5)));
        assertThat(performance.watermark().maxOutOfOrderDelay()).isEqualTo(60_000);
        assertThat(performance.watermark().idleTimeout()).isEqualTo(300_000);
        assertThat(performance.trigger().early().orElseThrow().interval()).hasValue(30_000);
        assertThat(performance.trigger().early().orElseThrow().count()).hasValue(1000);
        assertThat(config.views().get(1).windowing()).isEqualTo(new SessionWindows(1_800_000, 14_400_000, true));
        assertThat(config.views().get(1).watermark().maxOutOfOrderDelay()).isEqualTo(120_000);
        assertThat(config.views())
                .extracting(ViewConfig::name)
                .containsExactly("performance_metrics", "feedback", "anomalies", "days", "hundreds", "everything");
        assertThat(config.source().properties()).containsEntry("topics", "feedback-events");
    }

    @Test
    void the_resolved_configuration_has_every_default_also_of_aggregates_and_the_generator()
            throws ConfigurationException {
        String yaml = SMALL.replace(
                        "{requests: {fn: count}}",
                        "{p: {fn: percentiles, field: x}, c: {fn: cost}, s: {fn: stddev, field: x}}")
                .replace("  windows:", "  source: {type: generator}\n  windows:");

        String resolved = Jobs.read(yaml, List.of(), Map.of()).toYaml();

        assertThat(resolved)
                .contains(
                        "          percentiles: [50, 95, 99]\n          relative_error: 0.01\n",
                        "s: {fn: stddev, field: x, sample: false}",
                        "input_tokens: input_tokens",
                        "models: [gpt-4o, claude-sonnet, gemini-pro, llama-70b]");
        assertThat(Jobs.read(resolved, List.of(), Map.of()).toYaml()).isEqualTo(resolved);
    }

    @Test
    void records_without_a_time_cannot_give_one() {
        String yaml =
                SMALL.replace("  windows:", "  source: {type: file, path: [], timestamp: {from: record}}\n  windows:");
        String path = "job.yaml:3: stream_processing.source.";

        assertThat(Jobs.problems(yaml, List.of(), Map.of()))
                .containsExactlyInAnyOrder(
                        path + "timestamp.from: files and generated events have no times of records;"
                                + " use event or ingestion",
                        path + "path: name at least one file, for example 'path: data/events.jsonl'");
        assertThat(Jobs.problems(
                        yaml.replace("file, path: []", "generator, models: []").replace("record", "event"),
                        List.of(),
                        Map.of()))
                .containsExactly(path + "models: name at least one model, or remove the key");
    }

    @Test
    void the_resolved_configuration_is_a_job_file_that_resolves_to_itself() throws ConfigurationException {
        for (String yaml : List.of(SMALL, Jobs.FULL)) {
            String resolved = Jobs.read(yaml, List.of(), Map.of()).toYaml();

            assertThat(Jobs.read(resolved, List.of(), Map.of()).toYaml()).isEqualTo(resolved);
        }
    }

    @Test
    void options_win_over_the_environment_and_that_over_the_file() throws ConfigurationException {
        Map<String, String> environment = Map.of("TIDEMARK_STREAM_PROCESSING__PARALLELISM", "3");

        assertThat(parallelism(List.of(), environment)).isEqualTo(3);
        assertThat(parallelism(List.of("stream_processing.parallelism=4"), environment))
                .isEqualTo(4);
        assertThat(parallelism(List.of("stream_processing.parallelism=${N:-5}"), environment))
                .isEqualTo(5);
    }

    private static int parallelism(List<String> options, Map<String, String> environment)
            throws ConfigurationException {
        return Jobs.read(Jobs.FULL, options, environment).config().parallelism();
    }

    @Test
    void an_option_reaches_into_lists_and_names_with_dots_and_may_be_yaml() throws ConfigurationException {
        JobConfig config = Jobs.read(
                        Jobs.FULL,
                        List.of(
                                "stream_processing.sinks.0.format=table",
                                "stream_processing.source.properties.\"bootstrap.servers\"=broker:9092",
                                "stream_processing.windows.performance_metrics.key=[model, user]",
                                "stream_processing.windows.more={key: [], type: global, aggregates: {n: {fn: count}}}"),
                        Map.of())
                .config();

        assertThat(config.sinks().get(0).properties()).containsEntry("format", "table");
        assertThat(config.source().properties()).containsEntry("bootstrap.servers", "broker:9092");
        assertThat(config.views().get(0).key()).containsExactly("model", "user");
        assertThat(config.views().get(6).name()).isEqualTo("more");
    }

    @Test
    void environment_keys_match_names_of_any_case() throws ConfigurationException {
        String yaml = SMALL.replace("calls:", "Calls:");
        Map<String, String> environment = Map.of("TIDEMARK_STREAM_PROCESSING__WINDOWS__CALLS__SIZE", "1m");

        assertThat(Jobs.read(yaml, List.of(), environment)
                        .config()
                        .views()
                        .get(0)
                        .windowing())
                .isEqualTo(TumblingWindows.of(Duration.ofMinutes(1)));
    }

    @Test
    void variables_are_put_in_with_defaults_and_a_doubled_dollar_is_a_dollar() throws ConfigurationException {
        String yaml = SMALL.replace(
                "key: [model]", "key: [\"${A}\", \"x-${B:-none}-${C:-}\", \"$${A}\", \"${EMPTY:-filled}\"]");

        List<String> key = Jobs.read(yaml, List.of(), Map.of("A", "${B}", "EMPTY", ""))
                .config()
                .views()
                .get(0)
                .key();

        assertThat(key).containsExactly("${B}", "x-none-", "${A}", "filled");
    }

    @Test
    void a_number_may_come_from_the_environment() throws ConfigurationException {
        String yaml = Jobs.FULL.replace("parallelism: 2", "parallelism: \"${WORKERS}\"");

        assertThat(Jobs.read(yaml, List.of(), Map.of("WORKERS", "7")).config().parallelism())
                .isEqualTo(7);
    }

    @Test
    void what_a_variable_holds_is_not_repeated_in_messages() {
        String yaml = Jobs.FULL.replace("parallelism: 2", "parallelism: \"${WORKERS}\"");

        assertThat(Jobs.problems(yaml, List.of(), Map.of("WORKERS", "geheim")))
                .containsExactly("job.yaml:88: stream_processing.parallelism: expected a whole number from 1 to 128,"
                        + " but got '${WORKERS}'");
    }
}
