// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job that runs answers. */
class QueriesTest {
    private static final String GPT = URLEncoder.encode("{\"model\":\"gpt-4o\"}", StandardCharsets.UTF_8);

    @TempDir
    private Path directory = Path.of("");

    private ServedRun run;

    @BeforeEach
    void start() {
        run = ServedRun.start(directory);
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private static long sum(Iterable<JsonNode> windows) {
        long sum = 0;
        for (JsonNode window : windows) {
            sum += window.get("count").asLong();
        }
        return sum;
    }

    @Test
    void the_windows_hold_every_element_that_was_aggregated() {
        // Before the first window expires.
        run.advanceTo(15);
        JsonNode view = run.json("/api/v1/views/calls");
        JsonNode windows = run.json("/api/v1/views/calls/windows?limit=1000");

        assertThat(sum(windows.get("windows")))
                .isEqualTo(view.at("/counters/aggregated").asLong())
                .isPositive();
        assertThat(windows.get("next_cursor").isNull()).isTrue();
        assertThat(view.get("key").get(0).asText()).isEqualTo("model");
        assertThat(view.at("/definition/size").asText()).isEqualTo("10s");
        assertThat(view.get("watermark").asLong()).isBetween(ServedRun.T0 + 12_000, ServedRun.T0 + 14_000);
    }

    @Test
    void pages_are_as_one_listing() {
        run.advanceTo(25);
        Set<String> all = new HashSet<>();
        run.json("/api/v1/views/sessions/windows?limit=1000")
                .get("windows")
                .forEach(window -> all.add(window.toString()));
        Set<String> paged = new HashSet<>();
        List<Integer> sizes = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = run.json("/api/v1/views/sessions/windows?limit=7" + cursor);
            page.get("windows")
                    .forEach(window -> assertThat(paged.add(window.toString()))
                            .as("window that was not on a page before: " + window)
                            .isTrue());
            sizes.add(page.get("windows").size());
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asText();
        } while (!cursor.isEmpty());

        assertThat(paged).isEqualTo(all).hasSizeGreaterThan(20);
        assertThat(sizes).allMatch(size -> size <= 7);
    }

    @Test
    void a_key_has_its_windows_open_closed_and_archived() {
        run.advanceTo(55);
        run.send(run.request("/api/v1/checkpoints")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        String windows = "/api/v1/views/calls/windows?key=" + GPT;
        JsonNode open = run.json(windows + "&state=open").get("windows");
        JsonNode closed = run.json(windows + "&state=closed").get("windows");
        JsonNode all = run.json(windows).get("windows");

        assertThat(open.findValuesAsText("state")).containsOnly("open").hasSize(1);
        assertThat(closed.findValuesAsText("start"))
                .containsExactly(starts(0), starts(10), starts(20), starts(30), starts(40));
        assertThat(closed.findValuesAsText("tier")).containsOnly("cold", "live");
        assertThat(all).hasSize(6);
        assertThat(run.json(windows + "&from=" + starts(20) + "&to=" + starts(30))
                        .get("windows"))
                .hasSize(1);

        JsonNode merged = run.json("/api/v1/views/calls/merge?key=" + GPT + "&from=" + starts(0) + "&to=" + starts(50));
        assertThat(merged.get("windows").asInt()).isEqualTo(5);
        assertThat(merged.get("count").asLong()).isEqualTo(sum(closed));
        assertThat(merged.at("/results/n").asLong()).isEqualTo(sum(closed));
    }

    private static String starts(long second) {
        return Long.toString(ServedRun.T0 + second * 1000);
    }

    @Test
    void times_may_be_for_people() {
        run.advanceTo(5);
        JsonNode window = run.json("/api/v1/views/calls/windows?time=rfc3339&from=2026-01-01T00:00:00Z&key=" + GPT)
                .get("windows")
                .get(0);
        assertThat(window.at("/window/start").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(window.get("expires_at_watermark").asText()).isEqualTo("2026-01-01T00:00:20Z");
    }

    @Test
    void explain_names_what_is_missing_and_who_holds_it() {
        run.advanceTo(5);
        JsonNode answer = run.json("/api/v1/views/calls/explain?key=" + GPT);
        long holder = answer.get("held_by").get(0).asLong();
        assertThat(answer.get("verdict").asText())
                .startsWith(
                        "it fires on time when the watermark reaches 2026-01-01T00:00:10Z, which is 2026-01-01T00:00:0")
                .contains(" ms are missing", "artition " + holder + " holds it")
                .contains("without 'idle_timeout' a silent partition holds it for ever");
        JsonNode condition = answer.at("/windows/0/conditions/0");
        assertThat(condition.get("on").asText()).isEqualTo("watermark");
        assertThat(condition.get("missing_ms").asLong())
                .isEqualTo(ServedRun.T0 + 10_000 - answer.get("watermark").asLong());

        assertThat(run.json("/api/v1/views/calls/explain?key=" + GPT + "&start=" + starts(3))
                        .get("verdict")
                        .asText())
                .startsWith("no window of this view starts then; one starts at " + starts(0));
        assertThat(run.json("/api/v1/views/calls/explain?key=" + GPT + "&start=" + starts(10))
                        .get("verdict")
                        .asText())
                .startsWith("no element of this key is in a window that starts then");
        run.advanceTo(45);
        assertThat(run.json("/api/v1/views/calls/explain?key=" + GPT + "&start=" + starts(0))
                        .get("verdict")
                        .asText())
                .startsWith("the window is past");
    }

    @Test
    void the_watermark_says_which_partition_is_last() {
        run.advanceTo(5);
        JsonNode view = run.json("/api/v1/watermarks").get("views").get(0);
        long lowest = Long.MAX_VALUE;
        for (JsonNode partition : view.get("partitions")) {
            lowest = Math.min(lowest, partition.get("watermark").asLong());
            assertThat(partition.get("last_timestamp").asLong())
                    .isEqualTo(partition.get("watermark").asLong() + 1000);
        }
        assertThat(view.get("partitions")).hasSize(2);
        assertThat(view.get("watermark").asLong()).isEqualTo(lowest);
        assertThat(view.get("lag_ms").asLong()).isEqualTo(ServedRun.T0 + 5000 - lowest);
    }

    @Test
    void a_checkpoint_is_taken_when_it_is_asked_for() {
        run.advanceTo(5);
        int before = run.json("/api/v1/checkpoints").get("checkpoints").size();
        HttpResponse<String> taken = run.send(run.request("/api/v1/checkpoints")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        JsonNode after = run.json("/api/v1/checkpoints?time=rfc3339").get("checkpoints");
        assertThat(after).hasSize(before + 1);
        assertThat(after.get(before).get("id").asLong())
                .isEqualTo(ServedRun.read(taken.body()).get("id").asLong());
        assertThat(after.get(before).get("created_at").asText()).isEqualTo("2026-01-01T00:00:05Z");
    }

    @Test
    void health_is_told_to_anybody() {
        assertThat(run.json("/health").get("status").asText()).isEqualTo("up");
        assertThat(run.json("/health").get("phase").asText()).isEqualTo("running");
        JsonNode ready = run.json("/health/ready");
        assertThat(ready.get("ready").asBoolean()).isTrue();
        assertThat(ready.get("checks").findValuesAsText("name")).containsExactly("job", "loop");
    }

    @Test
    void the_last_panes_are_those_of_the_sink() throws Exception {
        run.advanceTo(25);
        List<String> recent = new ArrayList<>();
        run.json("/api/v1/panes/recent?view=calls")
                .get("panes")
                .forEach(pane -> recent.add(pane.get("id").asText()));
        run.send(run.request("/api/v1/checkpoints")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        List<String> written = Files.readAllLines(directory.resolve("panes.jsonl")).stream()
                .map(line -> ServedRun.read(line).get("id").asText())
                .filter(id -> id.startsWith("calls|"))
                .toList();
        assertThat(recent).isNotEmpty().containsExactlyElementsOf(written);
        JsonNode ofKey =
                run.json("/api/v1/panes/recent?view=calls&limit=1&key=" + GPT).get("panes");
        assertThat(ofKey).hasSize(1);
        assertThat(ofKey.get(0).at("/key/model").asText()).isEqualTo("gpt-4o");
        assertThat(ofKey.get(0).at("/window/start").asText()).isEqualTo(starts(10));
    }

    @Test
    void metrics_are_those_of_the_job() {
        run.advanceTo(25);
        HttpResponse<String> text = run.get("/metrics");
        assertThat(text.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(text.body())
                .containsPattern("tidemark_records_total 2[0-9]{3}\\.0")
                .contains("tidemark_watermark_lag_seconds{view=\"calls\"} 1.")
                .contains("jvm_memory_used_bytes")
                .contains("# TYPE tidemark_panes_total counter");
        long aggregated =
                run.json("/api/v1/views/calls").at("/counters/aggregated").asLong();
        assertThat(text.body())
                .contains("tidemark_elements_total{outcome=\"aggregated\",view=\"calls\"} " + (double) aggregated);
        HttpResponse<String> open = run.send(run.request("/metrics")
                .header("Accept", "application/openmetrics-text")
                .build());
        assertThat(open.headers().firstValue("content-type"))
                .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void what_cannot_be_meant_is_refused_with_what_can() {
        assertThat(run.problem("/api/v1/views/call", 404).get("detail").asText())
                .isEqualTo("there is no view 'call'; did you mean 'calls'?");
        assertThat(run.problem("/api/v1/views/calls/windows?limti=3", 400)
                        .get("detail")
                        .asText())
                .isEqualTo("there is no parameter 'limti'; did you mean 'limit'?");
        for (String query : List.of(
                "limit=0",
                "limit=1001",
                "limit=x",
                "state=ajar",
                "time=noon",
                "from=yesterday",
                "from=99999999999999999999",
                "from=5&to=5",
                "cursor=x",
                "key=x",
                "key=%7B%7D",
                "key=%7B%22model%22:%5B%5D%7D",
                "limit=1&limit=2")) {
            run.problem("/api/v1/views/calls/windows?" + query, 400);
        }
        run.problem("/api/v1/views/calls/explain", 400);
        run.problem("/api/v1/views/calls/merge", 400);
        run.problem("/api/v1/panes/recent?key=%7B%7D", 400);
        run.problem("/nothing", 404);
        HttpResponse<String> wrongMethod =
                run.send(run.request("/api/v1/views").DELETE().build());
        ServedRun.problem(wrongMethod, 405);
    }
}
