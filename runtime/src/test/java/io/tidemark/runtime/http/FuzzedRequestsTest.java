// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Requests that nobody means: each is answered without a failure of ours, or its connection is closed, and the server goes on. {@code -Dtidemark.cases=N} sends N. */
class FuzzedRequestsTest {
    private static final int CASES = Integer.getInteger("tidemark.cases", 3000);
    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH", "BREW", "");
    private static final List<String> PARTS = List.of(
            "api",
            "v1",
            "views",
            "calls",
            "sessions",
            "windows",
            "merge",
            "explain",
            "panes",
            "recent",
            "watermarks",
            "checkpoints",
            "health",
            "ready",
            "live",
            "metrics",
            "openapi.json",
            "..",
            ".",
            "",
            "%2e%2e",
            "%00",
            "%",
            "%zz",
            "%c0%ae",
            "\u00e4",
            "a b",
            ";x=1",
            "\\",
            "~",
            "*");
    private static final List<String> NAMES =
            List.of("key", "from", "to", "state", "limit", "cursor", "time", "view", "start", "x", "");
    private static final List<String> VALUES = List.of(
            "1",
            "0",
            "-1",
            "9223372036854775807",
            "-9223372036854775808",
            "1e400",
            "NaN",
            "open",
            "closed",
            "rfc3339",
            "calls",
            "%7B%22model%22:%22gpt-4o%22%7D",
            "%7B%22model%22:1e999%7D",
            "%7B%22model%22:%7B%7D%7D",
            "%7B",
            "%00",
            "%ff%fe",
            "0-h-0",
            "0-h-2147483647",
            "0-w-",
            "0-w-AAAA",
            "127-w-AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "2026-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59Z",
            "",
            "'",
            "%22%3E%3Cscript%3E");
    private static final List<String> HEADERS = List.of(
            "Accept: application/openmetrics-text",
            "Authorization: Bearer x",
            "Authorization: Basic",
            "Origin: null",
            "Origin: ::::",
            "Last-Event-ID: -5",
            "Last-Event-ID: 99999999999999999999",
            "Content-Length: 5",
            "Content-Length: -1",
            "Content-Length: 99999999999",
            "Transfer-Encoding: chunked",
            "Expect: 100-continue",
            "Range: bytes=0-",
            "Accept-Encoding: gzip",
            "Content-Encoding: gzip",
            "X: \u0001",
            "If-None-Match: *",
            "Connection: upgrade",
            "Upgrade: websocket");

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void no_request_makes_the_server_fail() throws IOException {
        try (ServedRun run = ServedRun.start(directory, ", requests_per_second: 1000000")) {
            run.advanceTo(15);
            int answered = 0;
            for (int i = 0; i < CASES; i++) {
                String request = request();
                String status = status(run, request);
                answered += status.isEmpty() ? 0 : 1;
                assertThat(status)
                        .as(request)
                        .doesNotContain(" 500")
                        .doesNotContain(" 502")
                        .doesNotContain(" 503");
            }
            assertThat(answered).isGreaterThan(CASES / 2);
            run.advanceTo(20);
            assertThat(run.json("/health").get("status").asText()).isEqualTo("up");
        }
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String request() {
        StringBuilder request = new StringBuilder(pick(METHODS)).append(' ');
        if (random.nextInt(3) > 0) {
            request.append("/api/v1/views/calls");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            request.append('/').append(pick(PARTS));
        }
        for (int i = random.nextInt(4), n = 0; i > 0; i--, n++) {
            request.append(n == 0 ? '?' : '&').append(pick(NAMES)).append('=').append(pick(VALUES));
        }
        request.append(" HTTP/1.").append(random.nextInt(20) == 0 ? "0" : "1").append("\r\nHost: localhost\r\n");
        for (int i = random.nextInt(3); i > 0; i--) {
            request.append(pick(HEADERS)).append("\r\n");
        }
        request.append("Connection: close\r\n\r\n");
        for (int i = random.nextInt(2) * random.nextInt(50); i > 0; i--) {
            request.append((char) random.nextInt(256));
        }
        return request.toString();
    }

    /** The first line of the answer; nothing when there was none. */
    private static String status(ServedRun run, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.port())) {
            // Some wait for a body that does not come.
            socket.setSoTimeout(200);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return line(socket.getInputStream());
        } catch (SocketTimeoutException | SocketException e) {
            return "";
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString();
    }
}
