// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.runtime.cli.Cli;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that runs takes the prices of a file that has changed, for what comes from then on, and a job that starts again goes on with what was counted. */
class ChangedPricesTest {
    private static final String JOB = """
            job: costs
            stream_processing:
              source: {type: http, format: json, path: journal, max_disk_mb: 16, max_request_mb: 1}
              windows:
                calls:
                  key: []
                  type: tumbling
                  size: 1h
                  aggregates: {n: {fn: count}, usd: {fn: cost, prices: {file: prices.yaml}}}
              checkpointing: {interval_seconds: 3600, storage: {type: local, path: checkpoints}}
              sinks: [{type: file, path: panes.jsonl}]
              server: {port: %d%s}
            """;
    private static final String CALL = """
            {"model":"m","timestamp":"2026-01-01T00:00:01Z","input_tokens":1000000,"output_tokens":0,"cache_write_tokens":1000000}
            """;

    @TempDir
    private Path directory = Path.of("");

    private static void send(ServedRun run) {
        assertThat(run.send(run.request("/api/v1/events")
                                .header("Content-Type", "application/x-ndjson")
                                .POST(BodyPublishers.ofString(CALL))
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }

    private static JsonNode results(ServedRun run) {
        return run.json("/api/v1/views/calls/windows?key=%7B%7D").at("/windows/0/results");
    }

    /** Of {@code count} calls, when all have been counted. */
    private static double cost(ServedRun run, int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> results(run).path("n").asInt() == count);
        return results(run).path("usd").asDouble();
    }

    @Test
    void prices_that_change_hold_from_then_on() {
        Cli cli = new Cli(directory);
        cli.file("prices.yaml", "prices: [{model: m, input: 3, output: 0}]");
        double before;
        int calls = 0;
        try (ServedRun run = ServedRun.of(directory, JOB)) {
            send(run);
            before = cost(run, ++calls);
            assertThat(before).isEqualTo(3);

            // Also a price that the first table did not have, of a field that nothing read until then.
            cli.file("prices.yaml", "prices: [{model: m, input: 3, output: 0, cache_write: 20}]");
            double last = 0;
            while (last != 20) {
                assertThat(calls).isLessThan(10_000);
                send(run);
                double now = cost(run, ++calls);
                last = now - before;
                assertThat(last).isIn(3.0, 20.0);
                before = now;
            }
        }
        try (ServedRun run = ServedRun.of(directory, JOB)) {
            send(run);
            assertThat(cost(run, ++calls)).isEqualTo(before + 20);
        }
    }
}
