// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.runtime.config.GeneratorConfig;
import io.tidemark.runtime.json.JsonLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Makes synthetic feedback events, one after another in event time, the same ones for the same seed.
 *
 * <p>They are invented, with shapes as real ones have: models are used unevenly (the n-th one 1/n as often as the first), times between events are
 * exponential, latencies and token counts log-normal, one call in a hundred fails and is then slow and without output, ratings lean to the good. Nothing is
 * fitted to a real service, so no conclusion about one can be drawn from them.
 */
final class FeedbackEvents {
    private static final double MILLIS = 1000;
    private static final int SESSIONS = 40;

    private final GeneratorConfig config;
    private final SplittableRandom random;
    private final String[] sessions = new String[SESSIONS];
    private double now;

    FeedbackEvents(GeneratorConfig config) {
        this.config = config;
        random = new SplittableRandom(config.seed());
        now = config.start();
        for (int i = 0; i < SESSIONS; i++) {
            sessions[i] = "s-" + Long.toHexString(random.nextLong());
        }
    }

    /** The next one, which is the {@code order}-th. */
    FeedbackEvent next(long order) {
        now += -StrictMath.log(1 - random.nextDouble()) * MILLIS / config.rate();
        long timestamp = (long) now;
        double kind = random.nextDouble();
        Map<String, Object> event =
                kind < 0.78 ? call(timestamp) : kind < 0.96 ? feedback(timestamp) : health(timestamp);
        boolean isDelayed = random.nextDouble() < config.outOfOrderShare();
        long delay = isDelayed ? random.nextLong(config.maxDelay() + 1) : 0;
        int partition = random.nextInt(config.partitions());
        byte[] json =
                JsonLine.text(generator -> JsonLine.value(generator, event)).getBytes(StandardCharsets.UTF_8);
        return new FeedbackEvent(timestamp, timestamp + delay, order, partition, key(event), json);
    }

    private static String key(Map<String, Object> event) {
        Object model = event.get("model");
        Object key = model == null ? event.getOrDefault("session_id", event.get("component")) : model;
        return String.valueOf(key);
    }

    private Map<String, Object> call(long timestamp) {
        int rank = rank();
        boolean fails = random.nextDouble() < 0.01;
        long input = Math.max(1, (long) logNormal(6.5, 1.1));
        long output = fails ? 0 : Math.max(1, (long) logNormal(5.0, 0.9));
        double latency = logNormal(5.5 + 0.2 * rank, 0.4) + output * (6 + 2 * rank) + (fails ? 10_000 : 0);
        Map<String, Object> event = begin("performance_metrics", timestamp);
        event.put("request_id", uuid());
        event.put("model", config.models().get(rank));
        event.put("latency_ms", rounded(latency, 10));
        event.put("input_tokens", input);
        event.put("output_tokens", output);
        event.put("cost", rounded((input * 2.5 + output * 10) / (1 + rank) / 1e6, 1e8));
        event.put("quality_score", rounded(1 - Math.min(1, logNormal(-2.0, 0.6)), 1000));
        event.put("error", fails ? (random.nextBoolean() ? "timeout" : "rate_limited") : null);
        event.put("metrics", Map.of());
        return event;
    }

    private Map<String, Object> feedback(long timestamp) {
        int index = random.nextInt(SESSIONS);
        if (random.nextDouble() < 0.02) {
            sessions[index] = "s-" + Long.toHexString(random.nextLong());
        }
        Map<String, Object> event = begin("user_feedback", timestamp);
        event.put("session_id", sessions[index]);
        event.put("request_id", uuid());
        event.put("rating", random.nextDouble() < 0.6 ? 5 - Math.min(4, (long) logNormal(-0.3, 0.8)) : null);
        event.put("task_completed", random.nextDouble() < 0.83);
        event.put("response_edited", random.nextDouble() < 0.2);
        event.put("response_regenerated", random.nextDouble() < 0.12);
        event.put("dwell_time_seconds", rounded(logNormal(2.8, 0.9), 10));
        event.put("response_saved", random.nextDouble() < 0.1);
        event.put("response_shared", random.nextDouble() < 0.03);
        event.put("metadata", Map.of());
        return event;
    }

    private Map<String, Object> health(long timestamp) {
        double load = Math.min(1, logNormal(-0.7, 0.3));
        Map<String, Object> event = begin("system_health", timestamp);
        event.put("component", random.nextBoolean() ? "gateway" : "router");
        event.put("status", load > 0.9 ? "degraded" : "healthy");
        event.put("cpu_usage", rounded(load, 1000));
        event.put("metrics", Map.of());
        return event;
    }

    private Map<String, Object> begin(String type, long timestamp) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("id", uuid());
        event.put("timestamp", Instant.ofEpochMilli(timestamp).toString());
        return event;
    }

    /** A model, the n-th with a weight of 1/n. */
    private int rank() {
        double whole = 0;
        for (int i = 1; i <= config.models().size(); i++) {
            whole += 1.0 / i;
        }
        double left = random.nextDouble() * whole;
        for (int i = 1; i < config.models().size(); i++) {
            left -= 1.0 / i;
            if (left < 0) {
                return i - 1;
            }
        }
        return config.models().size() - 1;
    }

    /** The log-normal distribution, from a normal one by Box and Muller; {@code StrictMath} gives the same bits on every machine. */
    private double logNormal(double mean, double deviation) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        double normal = radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
        return StrictMath.exp(mean + deviation * normal);
    }

    private String uuid() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low).toString();
    }

    private static double rounded(double value, double steps) {
        return Math.rint(value * steps) / steps;
    }
}
