// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to a job over HTTP: it is answered when it is kept, it is read, and a job that starts again goes on. */
class IngestRoutesTest {
    private static final String JOB = """
            job: sent
            stream_processing:
              source: {type: http, format: %s, path: journal, max_disk_mb: 16, max_request_mb: 1}
              windows:
                calls: {key: [model], type: tumbling, size: 1h, aggregates: {n: {fn: count}}}
              checkpointing: {interval_seconds: 3600, retention_count: 1, storage: {type: local, path: checkpoints}}
              sinks: [{type: file, path: panes.jsonl}]
              server: {port: %%d%%s}
            """;

    private static final String EVENT = "{\"model\":\"m\",\"timestamp\":\"2026-01-01T00:00:01Z\",\"type\":\"t\"}\n";
    private static final String WINDOWS = "/api/v1/views/calls/windows?key=%7B%22model%22:%22m%22%7D";
    private static final String NDJSON = "application/x-ndjson";
    private static final String PROTOBUF = "application/x-protobuf";

    @TempDir
    private Path directory = Path.of("");

    private ServedRun start(String format) {
        return ServedRun.of(directory, JOB.formatted(format));
    }

    private static HttpResponse<String> post(ServedRun run, String path, String type, byte[] body) {
        return run.send(run.request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    private static HttpResponse<String> events(ServedRun run, String events) {
        return post(run, "/api/v1/events", NDJSON, events.getBytes(StandardCharsets.UTF_8));
    }

    private static void awaitCount(ServedRun run, int count) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> run.json(WINDOWS).at("/windows/0/results/n").asInt() == count);
    }

    @Test
    void events_are_answered_when_they_are_kept_and_a_job_that_starts_again_goes_on() {
        try (ServedRun run = start("json")) {
            HttpResponse<String> answer = events(run, EVENT.repeat(3));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(ServedRun.read(answer.body()).get("accepted").asInt()).isEqualTo(3);
            awaitCount(run, 3);
        }
        try (ServedRun run = start("json")) {
            assertThat(events(run, EVENT.repeat(2)).statusCode()).isEqualTo(200);
            awaitCount(run, 5);
        }
    }

    @Test
    void a_packed_body_is_taken() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(EVENT.repeat(7).getBytes(StandardCharsets.UTF_8));
        }
        try (ServedRun run = start("json")) {
            HttpRequest request = run.request("/api/v1/events")
                    .header("Content-Type", NDJSON)
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                    .build();
            assertThat(run.send(request).statusCode()).isEqualTo(200);
            awaitCount(run, 7);
        }
    }

    @Test
    void what_is_wrong_is_a_problem_that_says_what_to_do() {
        try (ServedRun run = start("json")) {
            assertThat(ServedRun.problem(events(run, "{\"a\":"), 400)
                            .get("detail")
                            .asText())
                    .contains("line 1");
            ServedRun.problem(post(run, "/api/v1/events", "text/csv", new byte[] {'a'}), 415);
            ServedRun.problem(events(run, EVENT.repeat(20_000)), 413);
            ServedRun.problem(
                    run.send(run.request("/api/v1/events")
                            .header("Content-Type", NDJSON)
                            .POST(BodyPublishers.ofInputStream(() -> InputStream.nullInputStream()))
                            .uri(run.uri("/api/v1/events?surplus=1"))
                            .build()),
                    400);
            HttpResponse<String> traces = post(run, "/v1/traces", PROTOBUF, new byte[] {10, 0});
            assertThat(traces.statusCode()).isEqualTo(404);
            assertThat(traces.body()).contains("/api/v1/events");
            assertThat(run.json("/openapi.json")
                            .at("/paths/~1v1~1traces/post/requestBody/content")
                            .size())
                    .isEqualTo(2);
        }
    }

    @Test
    void a_full_journal_says_when_to_come_again_and_takes_more_after_a_checkpoint() {
        String events = EVENT.repeat(10_000);
        try (ServedRun run = start("json")) {
            int kept = 0;
            HttpResponse<String> answer = events(run, events);
            while (answer.statusCode() == 200) {
                kept += 10_000;
                answer = events(run, events);
            }
            ServedRun.problem(answer, 429);
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isPositive();
            awaitCount(run, kept);

            run.send(run.request("/api/v1/checkpoints")
                    .POST(BodyPublishers.noBody())
                    .build());

            assertThat(events(run, events).statusCode()).isEqualTo(200);
            awaitCount(run, kept + 10_000);
        }
    }

    @Test
    void traces_are_answered_in_their_encoding() {
        try (ServedRun run = start("otlp")) {
            HttpResponse<String> protobuf = post(run, "/v1/traces", PROTOBUF, new byte[] {10, 0});
            HttpResponse<String> json = post(
                    run, "/v1/traces", "application/json", "{\"resourceSpans\":[]}".getBytes(StandardCharsets.UTF_8));
            HttpResponse<String> wrong = post(run, "/v1/traces", PROTOBUF, new byte[] {'{', 7});

            assertThat(protobuf.statusCode()).as(protobuf.body()).isEqualTo(200);
            assertThat(protobuf.headers().firstValue("content-type")).contains(PROTOBUF);
            assertThat(protobuf.body()).isEmpty();
            assertThat(json.statusCode()).as(json.body()).isEqualTo(200);
            assertThat(json.body()).isEqualTo("{}");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.headers().firstValue("content-type")).contains(PROTOBUF);
            assertThat(wrong.body()).startsWith("\u0012").contains("protobuf");
            assertThat(ServedRun.problem(events(run, EVENT), 404).get("detail").asText())
                    .contains("/v1/traces");
        }
    }
}
