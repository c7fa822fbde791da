// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import io.tidemark.benchmarks.peers.Event.Call;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes feedback events in the order of their arrival: nine of ten are calls of models, {@code performance_metrics}, the others users' feedback. They are invented, and seeded.
 *
 * <p>Models are called equally often. Latencies and tokens are log-normal, one call in a hundred fails. Event time goes on steadily; each event is up to a second older than that.
 */
final class Events {
    private static final double CALLS = 0.9;
    private static final double FAILURES = 0.01;
    private static final double COST_STEPS = 1e8;
    private static final int TENTHS = 10;

    private final Workload workload;
    private final SplittableRandom random;
    private final StringBuilder json = new StringBuilder(512);

    Events(Workload workload) {
        this.workload = workload;
        random = new SplittableRandom(workload.seed());
    }

    /** The one that arrives as the {@code number}-th, counted from 0. */
    Event at(long number) {
        long now = Workload.START + number * 1000 / workload.perSecond();
        long timestamp = Math.max(Workload.START, now - random.nextLong(Workload.OUT_OF_ORDER));
        return random.nextDouble() < CALLS ? call(random.nextInt(workload.models()), timestamp) : feedback(timestamp);
    }

    /** A call that comes so late that every window before it ends, in each partition. */
    Event closing(int partition) {
        long end = Workload.START + (workload.windows() + 6) * Workload.WINDOW;
        Event event = call(0, end);
        return new Event(partition, event.key(), end, event.json(), event.call());
    }

    private Event call(int number, long timestamp) {
        String model = "model-" + number;
        boolean isError = random.nextDouble() < FAILURES;
        long input = logNormal(6.5, 1.1);
        long output = isError ? 0 : logNormal(5.0, 0.9);
        long tenths = TENTHS * (logNormal(5.5, 0.4) + output * 6) + random.nextInt(TENTHS);
        long cost = (input * 250 + output * 1000) / (1 + number % 7);
        begin("performance_metrics", timestamp).append(",\"request_id\":\"");
        uuid();
        json.append("\",\"model\":\"").append(model);
        json.append("\",\"latency_ms\":").append(tenths / TENTHS).append('.').append(tenths % TENTHS);
        json.append(",\"input_tokens\":")
                .append(input)
                .append(",\"output_tokens\":")
                .append(output);
        json.append(",\"cost\":").append(decimal(cost));
        json.append(",\"quality_score\":0.").append(100 + random.nextInt(900));
        json.append(",\"error\":").append(isError ? "\"timeout\"" : "null").append(",\"metrics\":{}}");
        Call call = new Call(model, (double) tenths / TENTHS, cost / COST_STEPS, isError);
        return new Event(number % workload.partitions(), model, timestamp, json.toString(), Optional.of(call));
    }

    private Event feedback(long timestamp) {
        String session = "s-" + random.nextInt(1000);
        begin("user_feedback", timestamp)
                .append(",\"session_id\":\"")
                .append(session)
                .append("\",\"request_id\":\"");
        uuid();
        json.append("\",\"rating\":").append(1 + random.nextInt(5));
        json.append(",\"task_completed\":true,\"response_edited\":false,\"response_regenerated\":false");
        json.append(",\"response_saved\":false,\"response_shared\":false,\"metadata\":{}}");
        return new Event(random.nextInt(workload.partitions()), session, timestamp, json.toString(), Optional.empty());
    }

    private StringBuilder begin(String type, long timestamp) {
        json.setLength(0);
        json.append("{\"type\":\"").append(type).append("\",\"id\":\"");
        uuid();
        return json.append("\",\"timestamp\":\"")
                .append(Instant.ofEpochMilli(timestamp))
                .append('"');
    }

    private void uuid() {
        hex(random.nextLong(), 8);
        json.append('-');
        hex(random.nextLong(), 4);
        json.append("-4");
        hex(random.nextLong(), 3);
        json.append("-a");
        hex(random.nextLong(), 3);
        json.append('-');
        hex(random.nextLong(), 12);
    }

    private void hex(long bits, int digits) {
        for (int i = 0; i < digits; i++) {
            json.append(Character.forDigit((int) (bits >>> (4 * i)) & 15, 16));
        }
    }

    /** {@code units} hundred-millionths. */
    private static String decimal(long units) {
        return units / (long) COST_STEPS + "."
                + String.valueOf((long) COST_STEPS + units % (long) COST_STEPS).substring(1);
    }

    private long logNormal(double mean, double deviation) {
        return Math.max(1, (long) Math.exp(mean + deviation * random.nextGaussian()));
    }
}
