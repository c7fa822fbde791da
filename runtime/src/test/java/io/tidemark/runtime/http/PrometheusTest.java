// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus scrapes a job that runs; without one on the {@code PATH}, as Debian's package {@code prometheus} puts it there, this is skipped. */
class PrometheusTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void prometheus_reads_a_job_and_answers_questions_about_its_histograms() throws IOException {
        Optional<Path> prometheus = Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(prometheus.isPresent(), "there is no prometheus on the PATH");
        try (ServedRun run = ServedRun.start(directory)) {
            run.advanceTo(60);
            int port = freePort();
            Process process = start(prometheus.orElseThrow(), run.port(), port);
            try {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> answer(port, "tidemark_window_event_count_count{view=\"calls\"}") > 0);
                // All windows of this job have some hundred elements.
                assertThat(answer(port, "histogram_quantile(0.5, tidemark_window_event_count_bucket{view=\"calls\"})"))
                        .isBetween(64.0, 1024.0);
                assertThat(answer(port, "tidemark_windows_created_total{view=\"calls\"}"))
                        .isPositive();
                assertThat(answer(port, "up")).isEqualTo(1);
            } finally {
                process.destroy();
            }
        }
    }

    private Process start(Path prometheus, int scraped, int port) throws IOException {
        Path configuration = Files.writeString(directory.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - {job_name: tidemark, static_configs: [{targets: ["localhost:%d"]}]}
                """.formatted(scraped));
        return new ProcessBuilder(
                        prometheus.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The one number that {@code query} asks for; not a number while there is none. */
    private static double answer(int port, String query) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .build();
        try {
            JsonNode answer = ServedRun.read(HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body());
            return answer.at("/data/result/0/value/1").asDouble(Double.NaN);
        } catch (IOException e) {
            // It does not listen yet.
            return Double.NaN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (UncheckedIOException e) {
            return Double.NaN;
        }
    }
}
