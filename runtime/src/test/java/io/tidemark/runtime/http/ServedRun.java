// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.runtime.cli.Cli;
import io.tidemark.runtime.job.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** {@code run} in this process, with HTTP, a source that yields about 100 elements for each second of the clock, and the clock in the test's hand. */
final class ServedRun implements AutoCloseable {
    /** Where the clock, and the events' own time, begin. */
    static final long T0 = 1_767_225_600_000L;

    private static final String JOB = """
            job: served
            stream_processing:
              source: {type: generator, format: feedback_event, rate: 100, paced: true, start: '2026-01-01T00:00:00Z', out_of_order_share: 0, spread_over: 2}
              watermarks: {max_out_of_order_delay: 1s}
              windows:
                calls:
                  events: [performance_metrics]
                  key: [model]
                  type: tumbling
                  size: 10s
                  allowed_lateness: 10s
                  aggregates: {n: {fn: count}, tokens: {fn: sum, field: output_tokens}}
                sessions: {events: [user_feedback], key: [session_id], type: session, gap: 30s, aggregates: {n: {fn: count}}}
              parallelism: 2
              state: {cold: {backend: h2, path: archive}}
              checkpointing: {interval_seconds: 3600, storage: {type: local, path: checkpoints}}
              sinks: [{type: file, path: panes.jsonl}]
              server: {port: %d%s}
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final String scheme;
    private final HttpClient client;
    private final AtomicLong clock = new AtomicLong(T0);
    private final AtomicReference<StopSignal> stop = new AtomicReference<>();
    private final CompletableFuture<Cli.Result> result;

    private ServedRun(Path directory, String job, int port, String server, HttpClient client) {
        this.port = port;
        this.client = client;
        scheme = server.contains("tls") ? "https" : "http";
        Cli cli = new Cli(directory);
        cli.file("job.yaml", job.formatted(port, server));
        CountDownLatch started = new CountDownLatch(1);
        cli.at(clock::get).endingWith((signal, work) -> {
            stop.set(signal);
            started.countDown();
            return work.call();
        });
        result = CompletableFuture.supplyAsync(() -> cli.run("run", "job.yaml"));
        await().atMost(Duration.ofMinutes(1)).until(() -> result.isDone() || isRunning());
    }

    /** Starts one, and waits until it runs. */
    static ServedRun start(Path directory) {
        return start(directory, "");
    }

    /** With more settings of the server, each after a comma. */
    static ServedRun start(Path directory, String server) {
        return start(directory, server, HttpClient.newHttpClient());
    }

    static ServedRun start(Path directory, String server, HttpClient client) {
        return new ServedRun(directory, JOB, freePort(), server, client);
    }

    /** Of another job, in which {@code %d} stands for the port and {@code %s} for more settings of the server. */
    static ServedRun of(Path directory, String job) {
        return new ServedRun(directory, job, freePort(), "", HttpClient.newHttpClient());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isRunning() {
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create(scheme + "://localhost:" + port + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The head of an answer that may go on for ever; it is not read on. */
    HttpResponse<InputStream> begin(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a path answers, which must be well. */
    JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        return read(response.body());
    }

    /** What is said about a path that is refused. */
    JsonNode problem(String path, int status) {
        return problem(get(path), status);
    }

    static JsonNode problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = read(response.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotEmpty();
        return problem;
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    /** Takes a checkpoint, which is committed afterwards. */
    void checkpoint() {
        HttpResponse<String> answer = send(request("/api/v1/checkpoints")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    /** The clock goes on, and the job does all that comes until then. */
    void advanceTo(long seconds) {
        clock.set(T0 + seconds * 1000);
        // Each answer comes after another poll of the source; records may be under way to the decoder for some.
        long before = -1;
        long elements = elements();
        for (int same = 0; same < 5; same = elements == before && elements > 0 ? same + 1 : 0) {
            before = elements;
            elements = elements();
        }
    }

    private long elements() {
        return json("/api/v1/views/calls").at("/counters/elements").asLong();
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Stops the job, and answers what became of it. */
    Cli.Result stop() {
        Objects.requireNonNull(stop.get(), "the job was not started").stop();
        return result.join();
    }

    @Override
    public void close() {
        Cli.Result done = stop();
        assertThat(done.code()).as(done.err()).isZero();
    }
}
