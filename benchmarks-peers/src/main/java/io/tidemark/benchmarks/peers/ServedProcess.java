// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.benchmarks.peers.program.TidemarkJob;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code tidemark run} in a process of its own, which serves over HTTP. */
final class ServedProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ContenderProcess process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    private ServedProcess(ContenderProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts the job of {@code yaml}, in which {@code PORT} and {@code DIRECTORY} stand for what they name, and returns when it is ready. */
    static ServedProcess start(Path parent, String name, List<String> flags, String yaml) throws IOException {
        int port = freePort();
        Path directory = Files.createDirectories(parent.resolve(name));
        TidemarkJob.write(
                directory, yaml.replace("PORT", Integer.toString(port)).replace("DIRECTORY", directory.toString()));
        ServedProcess served = new ServedProcess(new Stage("", parent, flags).run(directory), port);
        try {
            served.awaitReady();
            return served;
        } catch (IOException | RuntimeException e) {
            served.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        long begin = System.nanoTime();
        while (!isReady()) {
            process.requireAlive();
            if (System.nanoTime() - begin > LONGEST_NANOS) {
                throw new IOException("the job is not ready after a minute");
            }
        }
    }

    private boolean isReady() throws IOException {
        try {
            return send(get("/health/ready")).statusCode() == 200;
        } catch (java.net.ConnectException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    HttpClient client() {
        return client;
    }

    HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(TIMEOUT)
                .build();
    }

    /** Hands in records, one JSON object a line. */
    void post(String lines) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events"))
                .header("Content-Type", "application/x-ndjson")
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build();
        HttpResponse<String> response = send(request);
        if (response.statusCode() / 100 != 2) {
            throw new IOException("POST /api/v1/events: " + response.statusCode() + " " + response.body());
        }
    }

    /** What a path answers, which must be well. */
    String text(String path) throws IOException {
        HttpResponse<String> response = send(get(path));
        if (response.statusCode() != 200) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    JsonNode json(String path) throws IOException {
        return JSON.readTree(text(path));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The sum of a metric over all its labels. */
    double metric(String name) throws IOException {
        return text("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Bytes of the heap that live, after a full collection. */
    double liveHeap() throws IOException {
        process.collectGarbage();
        return text("/metrics")
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    ContenderProcess.Usage usage() throws IOException {
        return process.usage();
    }

    @Override
    public void close() {
        process.close();
    }
}
