// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} says of a job that has late elements, dead letters, spills, checkpoints and retractions. */
class MetricsTest {
    private static final String JOB = """
            job: measured
            stream_processing:
              source: {type: http, format: json, path: journal}
              watermarks: {max_out_of_order_delay: 0s}
              windows:
                calls: {key: [model], type: tumbling, size: 10s, aggregates: {n: {fn: count}}}
                users:
                  key: [user]
                  type: session
                  gap: 5s
                  allowed_lateness: 1h
                  accumulation: accumulating_and_retracting
                  aggregates: {n: {fn: count}, models: {fn: distinct, field: model}}
              state: {hot: {max_size_mb: 1}, warm: {backend: memory}}
              checkpointing: {interval_seconds: 3600, storage: {type: local, path: checkpoints}}
              sinks: [{type: file, path: panes.jsonl}]
              server: {port: %d%s}
            """;

    private static final int USERS = 8000;

    @TempDir
    private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // Each test has one.
    private ServedRun run;

    @BeforeEach
    void start() {
        run = ServedRun.of(directory, JOB);
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private void send(String... events) {
        HttpResponse<String> answer = run.send(run.request("/api/v1/events")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(String.join("\n", events)))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String event(int user, String time) {
        return "{\"model\":\"m\",\"user\":\"user-%d\",\"timestamp\":\"2026-01-01T00:%sZ\"}".formatted(user, time);
    }

    private void checkpoint() {
        run.send(
                run.request("/api/v1/checkpoints").POST(BodyPublishers.noBody()).build());
    }

    private void awaitRecords(int records) {
        await().atMost(Duration.ofMinutes(1)).until(() -> value(scrape(), "tidemark_records_total", "") == records);
    }

    private String scrape() {
        return run.send(run.request("/metrics")
                        .header("Accept", "application/openmetrics-text")
                        .build())
                .body();
    }

    private static double value(String text, String name, String labels) {
        Matcher sample = Pattern.compile(
                        "^" + name + Pattern.quote(labels.isEmpty() ? "" : "{" + labels + "}") + " (\\S+)$",
                        Pattern.MULTILINE)
                .matcher(text);
        assertThat(sample.find()).as(name + " " + labels + " in\n" + text).isTrue();
        return Double.parseDouble(sample.group(1));
    }

    /** Many sessions, which leave the heap; then windows complete; then an element comes late, and two are of no use. */
    private String eventful() {
        for (int from = 0; from < USERS; from += 2000) {
            send(IntStream.range(from, from + 2000)
                    .mapToObj(user -> event(user, "00:01"))
                    .toArray(String[]::new));
        }
        awaitRecords(USERS);
        checkpoint();
        checkpoint();
        send(event(1, "00:30"));
        awaitRecords(USERS + 1);
        send(
                event(7, "00:02"),
                "{\"user\":\"u\",\"timestamp\":\"2026-01-01T00:00:40Z\"}",
                "{\"model\":\"m\",\"user\":\"u\",\"timestamp\":\"yesterday\"}");
        awaitRecords(USERS + 4);
        return scrape();
    }

    @Test
    void every_name_that_users_rely_on_is_there_with_its_labels_and_its_number() {
        String text = eventful();

        assertThat(value(text, "tidemark_elements_total", "outcome=\"aggregated\",view=\"calls\""))
                .isEqualTo(USERS + 1);
        assertThat(value(text, "tidemark_windows_created_total", "view=\"calls\""))
                .isEqualTo(2);
        assertThat(value(text, "tidemark_windows_created_total", "view=\"users\""))
                .isGreaterThan(USERS);
        assertThat(value(text, "tidemark_windows_completed_total", "view=\"calls\""))
                .isEqualTo(2);
        assertThat(value(text, "tidemark_windows_spilled_total", "")).isPositive();
        assertThat(value(text, "tidemark_state_evictions_total", "")).isPositive();
        assertThat(value(text, "tidemark_window_event_count_sum", "view=\"calls\""))
                .isEqualTo(USERS + 1);
        assertThat(value(text, "tidemark_window_event_count_bucket", "view=\"calls\",le=\"4096.0\""))
                .isEqualTo(1);
        assertThat(value(text, "tidemark_window_event_count_bucket", "view=\"calls\",le=\"16384.0\""))
                .isEqualTo(2);
        assertThat(value(text, "tidemark_window_event_count_bucket", "view=\"users\",le=\"1.0\""))
                .isEqualTo(USERS + 1);
        assertThat(value(text, "tidemark_panes_total", "timing=\"on_time\",view=\"users\""))
                .isEqualTo(USERS + 1);
        assertThat(value(text, "tidemark_panes_total", "timing=\"late\",view=\"users\""))
                .isEqualTo(1);
        assertThat(value(text, "tidemark_retractions_total", "view=\"users\"")).isEqualTo(1);
        assertThat(value(text, "tidemark_late_events_total", "view=\"calls\"")).isEqualTo(1);
        assertThat(value(text, "tidemark_dropped_events_total", "view=\"calls\""))
                .isEqualTo(3);
        assertThat(value(text, "tidemark_allowed_lateness_violations_total", "view=\"calls\""))
                .isEqualTo(1);
        assertThat(value(text, "tidemark_dead_letters_total", "reason=\"missing_key\""))
                .isEqualTo(1);
        assertThat(value(text, "tidemark_dead_letters_total", "reason=\"bad_timestamp\""))
                .isEqualTo(1);
        for (String reason : List.of("undecodable", "timestamp_out_of_range", "too_large")) {
            assertThat(value(text, "tidemark_dead_letters_total", "reason=\"" + reason + "\""))
                    .isZero();
        }
        assertThat(value(text, "tidemark_watermark_lag_seconds", "view=\"calls\""))
                .isNegative();
        assertThat(value(text, "tidemark_watermark_idle_partitions", "view=\"calls\""))
                .isZero();
        assertThat(value(text, "tidemark_watermark_advances_total", "view=\"users\""))
                .isGreaterThanOrEqualTo(2);
        assertThat(value(text, "tidemark_state_size_bytes", "tier=\"hot\"")).isPositive();
        assertThat(value(text, "tidemark_state_entries", "tier=\"hot\"")).isPositive();
        assertThat(value(text, "tidemark_state_operation_seconds_count", "backend=\"memory\",operation=\"apply\""))
                .isGreaterThanOrEqualTo(2);
        for (String operation : List.of("get", "scan")) {
            assertThat(value(
                            text,
                            "tidemark_state_operation_seconds_count",
                            "backend=\"memory\",operation=\"" + operation + "\""))
                    .isPositive();
        }
        assertThat(value(text, "tidemark_checkpoint_duration_seconds_count", ""))
                .isGreaterThanOrEqualTo(3);
        assertThat(value(text, "tidemark_checkpoint_size_bytes", "")).isPositive();
        assertThat(value(text, "tidemark_checkpoint_failures_total", "")).isZero();
        assertThat(value(text, "tidemark_emission_latency_seconds_count", "")).isPositive();
        assertThat(value(text, "tidemark_element_processing_seconds_count", "")).isEqualTo(USERS + 3);
        assertThat(value(text, "tidemark_backpressure_seconds_total", "")).isNotNegative();
    }

    @Test
    void dead_letters_are_counted_on_after_a_restart() {
        eventful();
        checkpoint();
        run.close();
        run = ServedRun.of(directory, JOB);
        send("{\"model\":\"m\",\"user\":\"u\",\"timestamp\":\"tomorrow\"}");
        awaitRecords(USERS + 5);
        String text = scrape();

        assertThat(value(text, "tidemark_dead_letters_total", "reason=\"bad_timestamp\""))
                .isEqualTo(2);
        assertThat(value(text, "tidemark_dead_letters_total", "reason=\"missing_key\""))
                .isEqualTo(1);
    }

    /** The tool of Debian's package {@code prometheus}, and of Prometheus' own archives. */
    @Test
    void promtool_finds_nothing_to_object_to() throws IOException, InterruptedException {
        Optional<Path> promtool = Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(promtool.isPresent(), "there is no promtool on the PATH");
        eventful();
        String ours = run.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.contains("tidemark_"))
                .collect(Collectors.joining("\n", "", "\n"));
        Process check = new ProcessBuilder(promtool.orElseThrow().toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = check.getOutputStream()) {
            in.write(ours.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }
}
