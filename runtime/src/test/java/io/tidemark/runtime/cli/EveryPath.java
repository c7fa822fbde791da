// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A job with every kind of window, trigger and accumulation, and random streams for it. */
final class EveryPath {
    private static final long T0 = 1_767_225_600_000L;

    static final String JOB = """
            job: everything
            stream_processing:
              source: {partitions: [0, 1, 2]}
              watermarks: {max_out_of_order_delay: 20s, idle_timeout: 45s}
              windows:
                tumbling:
                  events: [performance_metrics]
                  key: [model]
                  type: tumbling
                  size: 30s
                  allowed_lateness: 15s
                  accumulation: accumulating_and_retracting
                  dedup: {field: id, ttl: 10m}
                  aggregates: {preset: llm_performance}
                sliding:
                  key: [model, user]
                  type: sliding
                  size: 60s
                  slide: 10s
                  allowed_lateness: 10s
                  watermark: {emit_interval: 2s}
                  aggregates: {n: {fn: count}, s: {fn: sum, field: latency_ms}, d: {fn: stddev, field: latency_ms}}
                sessions:
                  key: [user]
                  type: session
                  gap: 10s
                  max_duration: 2m
                  allowed_lateness: 20s
                  accumulation: accumulating_and_retracting
                  aggregates: {n: {fn: count}, m: {fn: mean, field: latency_ms}}
                discarding:
                  key: []
                  type: calendar
                  unit: day
                  time_zone: Europe/Berlin
                  accumulation: discarding
                  aggregates: {n: {fn: count}, p: {fn: percentiles, field: latency_ms}}
                counts:
                  key: [model]
                  type: count
                  size: 20
                  slide: 7
                  aggregates: {m: {fn: max, field: latency_ms}}
                global:
                  key: [model]
                  type: global
                  aggregates: {v: {fn: variance, field: latency_ms}}
              triggers:
                tumbling: {early_firing: {interval: 5s, count: 10}, on_critical_event: {field: error}}
                sessions: {early_firing: {interval: 3s, mode: aligned}, late_firing: {interval: 4s}}
                discarding: {early_firing: {count: 50}, on_time: if_new}
                global: {early_firing: {count: 100}}
            """;

    private EveryPath() {}

    /** With a checkpoint or a restart after one line in {@code oneIn}. */
    static String withControls(String lines, SplittableRandom random, int oneIn) {
        StringBuilder controlled = new StringBuilder();
        lines.lines().forEach(line -> {
            controlled.append(line).append('\n');
            if (random.nextInt(oneIn) == 0) {
                controlled.append("{\"control\":\"" + (random.nextBoolean() ? "checkpoint" : "restart") + "\"}\n");
            }
        });
        return controlled.toString();
    }

    /** Ids are unique, so this is one order. */
    static List<String> byId(List<String> panes) {
        List<String> keyed = new ArrayList<>();
        for (String pane : panes) {
            keyed.add(Json.of(pane).text("id") + "\t" + pane);
        }
        Collections.sort(keyed);
        assertThat(keyed.stream().map(line -> line.substring(0, line.indexOf('\t'))))
                .doesNotHaveDuplicates();
        return keyed;
    }

    /** So many events of so many users. */
    static String stream(SplittableRandom random, int events, int users) {
        StringBuilder lines = new StringBuilder();
        long now = T0;
        for (int i = 0; i < events; i++) {
            now += random.nextInt(100) == 0 ? random.nextLong(90_000) : random.nextLong(200);
            if (random.nextInt(100) == 0) {
                lines.append("{\"control\":\"tick\",\"arrival_time\":" + (now += random.nextLong(60_000)) + "}\n");
            }
            String event = event(random, i, now, users);
            lines.append(
                    random.nextInt(20) == 0
                            ? event
                            : "{\"partition\":" + random.nextInt(3) + ",\"arrival_time\":" + (now - random.nextLong(50))
                                    + ",\"value\":" + event + "}");
            lines.append('\n');
        }
        return lines.toString();
    }

    private static String event(SplittableRandom random, int index, long now, int users) {
        if (random.nextInt(50) == 0) {
            return random.nextBoolean() ? "{\"broken\":" : "{\"type\":\"performance_metrics\",\"timestamp\":\"soon\"}";
        }
        long delay = random.nextInt(10) == 0 ? random.nextLong(120_000) : random.nextLong(20_000);
        String[] models = {"\"gpt-4o\"", "\"claude \\u2603\"", "\"\"", "7", "7.5", "true", "null", "\"a|b\""};
        return String.format(
                Locale.ROOT,
                "{\"type\":\"%s\",\"id\":\"%d\",\"timestamp\":%d,\"model\":%s,\"user\":\"u%d\",\"latency_ms\":%s,\"error\":%s}",
                random.nextInt(4) == 0 ? "user_feedback" : "performance_metrics",
                random.nextInt(20) == 0 ? random.nextInt(index + 1) : index,
                now - delay,
                models[random.nextInt(models.length)],
                random.nextInt(users),
                random.nextInt(10) == 0 ? "\"slow\"" : Double.toString(random.nextInt(1_000_000) / 64.0),
                random.nextInt(100) == 0 ? "\"timeout\"" : "null");
    }
}
