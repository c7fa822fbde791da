// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Takes metrics, as a collector of OpenTelemetry does, and answers what a test wants. */
final class Collector implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<JsonNode> taken = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();

    private record Answer(int status, String body) {}

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/metrics", this::answer);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it answers next; after that it takes everything. */
    synchronized void answers(int status, String body) {
        answers.add(new Answer(status, body));
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer = answers.isEmpty() ? new Answer(200, "{}") : answers.remove();
        if (answer.status() == 200) {
            taken.add(body);
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** The bodies that it took. */
    synchronized List<JsonNode> taken() {
        return List.copyOf(taken);
    }

    /** Of each request. */
    synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** All metrics of all bodies. */
    List<JsonNode> metrics() {
        List<JsonNode> metrics = new ArrayList<>();
        taken().forEach(body ->
                body.at("/resourceMetrics/0/scopeMetrics/0/metrics").forEach(metrics::add));
        return metrics;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
