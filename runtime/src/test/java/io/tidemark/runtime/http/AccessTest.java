// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.cli.Cli;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts to get in where nobody should. */
class AccessTest {
    private static final String TOKEN = "correct-horse";
    private static final List<String> PATHS = List.of(
            "/",
            "/metrics",
            "/openapi.json",
            "/api/v1/views",
            "/api/v1/panes",
            "/api/v1/checkpoints",
            "/nothing",
            "/health/../metrics",
            "/healthy");

    @TempDir
    private Path directory = Path.of("");

    /** Sends bytes as they are, and answers the first line that comes back. */
    private static String raw(ServedRun run, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            String line = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            return line == null ? "" : line;
        }
    }

    @Test
    void with_a_token_everything_but_health_wants_it() throws IOException {
        try (ServedRun run = ServedRun.start(directory, ", token: " + TOKEN)) {
            for (String path : PATHS) {
                assertThat(raw(run, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                        .as(path)
                        .matches("HTTP/1.1 40[01] .*");
            }
            HttpResponse<String> refused = run.get("/api/v1/views");
            ServedRun.problem(refused, 401);
            assertThat(refused.headers().allValues("www-authenticate")).containsExactly("Bearer realm=\"tidemark\"");
            assertThat(refused.body()).doesNotContain(TOKEN);
            assertThat(run.get("/").headers().allValues("www-authenticate")).hasSize(2);

            for (String wrong : List.of(
                    "Bearer ",
                    "Bearer wrong",
                    "Bearer " + TOKEN + "x",
                    "Bearer " + TOKEN.substring(1),
                    TOKEN,
                    "Basic " + TOKEN,
                    "Basic !!!!",
                    ServedRun.basic(TOKEN, ""),
                    ServedRun.basic("", "wrong"))) {
                assertThat(run.send(run.request("/api/v1/views")
                                        .header("Authorization", wrong)
                                        .build())
                                .statusCode())
                        .as(wrong)
                        .isEqualTo(401);
            }
            for (String right : List.of(
                    "Bearer " + TOKEN, "bearer " + TOKEN, ServedRun.basic("", TOKEN), ServedRun.basic("me", TOKEN))) {
                assertThat(run.send(run.request("/api/v1/views")
                                        .header("Authorization", right)
                                        .build())
                                .statusCode())
                        .as(right)
                        .isEqualTo(200);
            }
            assertThat(run.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_page_elsewhere_reaches_nothing_through_a_browser_on_this_machine() throws IOException {
        try (ServedRun run = ServedRun.start(directory)) {
            for (String host : List.of("evil.example", "evil.example:" + run.port(), "127.0.0.1.evil.example", "")) {
                assertThat(raw(run, "GET /api/v1/views HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                        .as(host)
                        .matches("HTTP/1.1 40[03] .*");
            }
            for (String host : List.of("localhost", "127.0.0.1:" + run.port(), "[::1]:" + run.port())) {
                assertThat(raw(run, "GET /api/v1/views HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                        .as(host)
                        .startsWith("HTTP/1.1 200 ");
            }
            String post =
                    "POST /api/v1/checkpoints HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            for (String origin : List.of("https://evil.example", "null", "http://localhost:1")) {
                assertThat(raw(run, post.formatted(run.port(), origin))).startsWith("HTTP/1.1 403 ");
            }
            assertThat(raw(run, post.formatted(run.port(), "http://localhost:" + run.port())))
                    .startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void answers_say_that_they_are_not_to_be_guessed_at_framed_or_kept() {
        try (ServedRun run = ServedRun.start(directory)) {
            for (String path : List.of("/health", "/metrics", "/nothing")) {
                HttpResponse<String> response = run.get(path);
                assertThat(response.headers().firstValue("x-content-type-options"))
                        .contains("nosniff");
                assertThat(response.headers().firstValue("x-frame-options")).contains("DENY");
                assertThat(response.headers().firstValue("cache-control")).contains("no-store");
                assertThat(response.headers()
                                .firstValue("content-security-policy")
                                .orElse(""))
                        .startsWith("default-src 'none'")
                        .doesNotContain("unsafe");
                assertThat(response.headers().firstValue("server")).isEmpty();
                assertThat(response.headers().firstValue("access-control-allow-origin"))
                        .isEmpty();
            }
        }
    }

    @Test
    void who_asks_too_often_is_told_to_wait() {
        try (ServedRun run = ServedRun.start(directory, ", requests_per_second: 50")) {
            int refused = 0;
            for (int i = 0; i < 400 && refused == 0; i++) {
                HttpResponse<String> response = run.get("/health/live");
                if (response.statusCode() == 429) {
                    refused++;
                    assertThat(response.headers().firstValue("retry-after")).contains("1");
                }
            }
            assertThat(refused).isPositive();
        }
    }

    @Test
    void strangers_are_kept_out_unless_it_is_said_that_something_else_does_it() {
        Cli cli = new Cli(directory);
        String job = """
                job: open
                stream_processing:
                  source: {type: generator, count: 1}
                  windows: {v: {key: [], type: tumbling, size: 1s, aggregates: {n: {fn: count}}}}
                  sinks: [{type: file, path: out.jsonl}]
                  server: {host: 0.0.0.0, port: 0%s}
                """;
        cli.file("job.yaml", job.formatted(""));
        assertThat(cli.run("validate", "job.yaml").err()).contains("anyone who reaches '0.0.0.0'", "insecure: true");
        cli.file("job.yaml", job.formatted(", insecure: true"));
        assertThat(cli.run("validate", "job.yaml").code()).isZero();
        assertThat(cli.run("run", "job.yaml").err()).contains("serving at http://0.0.0.0:");
    }

    @Test
    void a_port_that_is_taken_is_told_before_the_job_runs() {
        try (ServedRun run = ServedRun.start(directory)) {
            Cli second = new Cli(directory.resolve("second"));
            second.file("job.yaml", """
                    job: second
                    stream_processing:
                      source: {type: generator, count: 1}
                      windows: {v: {key: [], type: tumbling, size: 1s, aggregates: {n: {fn: count}}}}
                      sinks: [{type: file, path: out.jsonl}]
                      server: {port: %d}
                    """.formatted(run.port()));
            Cli.Result result = second.run("run", "job.yaml");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.errLines())
                    .singleElement()
                    .asString()
                    .startsWith("tidemark: HTTP cannot be served at 127.0.0.1:" + run.port())
                    .contains("--set stream_processing.server.port=");
        }
    }

    @Test
    void https_is_served_with_the_keys_of_pem_files() throws Exception {
        Path store = directory.resolve("keys.p12");
        Path certificate = directory.resolve("server.crt");
        keytool(store, "-genkeypair", "-dname", "CN=localhost", "-keyalg", "EC", "-ext", "san=dns:localhost");
        keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "password".toCharArray());
        }
        Key key = keys.getKey("mykey", "password".toCharArray());
        Path pem = directory.resolve("server.key");
        Files.writeString(
                pem,
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        String tls = ", tls: {certificate: '" + certificate + "', key: '" + pem + "'}";
        try (ServedRun run = ServedRun.start(directory, tls, trusting(keys))) {
            assertThat(run.json("/health").get("status").asText()).isEqualTo("up");
            HttpRequest post = run.request("/api/v1/checkpoints")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(run.send(post).statusCode()).isEqualTo(201);
        }
        Files.writeString(pem, "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertThat(new Cli(directory).run("run", "job.yaml").err())
                .contains("server.key has no private key that can be read", "openssl pkcs8");
    }

    private static HttpClient trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("mykey"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", "password"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
