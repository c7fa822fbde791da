// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a job's server and hands requests on as they are, so that a test sees what an exporter sends and how it is answered. */
final class OtlpFront implements AutoCloseable {
    private final ServedRun run;
    private final Runnable whenRefused;
    private final HttpServer server;
    private final List<String> answers = new CopyOnWriteArrayList<>();

    /**
     * Before {@code run}.
     *
     * @param whenRefused is run when the job has said 429, before the exporter gets to know
     */
    OtlpFront(ServedRun run, Runnable whenRefused) throws IOException {
        this.run = run;
        this.whenRefused = whenRefused;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handOn);
        server.start();
    }

    /** Where an exporter sends traces to. */
    URI traces() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/v1/traces");
    }

    /** Of each request its type, its encoding and the status of its answer. */
    List<String> answers() {
        return List.copyOf(answers);
    }

    private void handOn(HttpExchange exchange) throws IOException {
        String type = Objects.requireNonNull(exchange.getRequestHeaders().getFirst("Content-Type"));
        Optional<String> encoding =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        HttpRequest.Builder request =
                run.request(exchange.getRequestURI().toString()).header("Content-Type", type);
        encoding.ifPresent(name -> request.header("Content-Encoding", name));
        HttpResponse<String> answer = run.send(request.POST(HttpRequest.BodyPublishers.ofByteArray(
                        exchange.getRequestBody().readAllBytes()))
                .build());
        answers.add(type + " " + encoding.orElse("null") + " " + answer.statusCode());
        if (answer.statusCode() == 429) {
            whenRefused.run();
        }
        answer.headers().map().forEach((name, values) -> {
            if (name.equals("content-type") || name.equals("retry-after")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
