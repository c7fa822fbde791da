// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

/**
 * Elements without an end: those of an input again and again, each lap later in event time by as much as the input spans, so that none can tell where one begins.
 *
 * @param input of one lap
 */
public record Laps(Telemetry input) {
    /** The key of the element numbered {@code number}. */
    public String key(long number) {
        return input.calls()[at(number)].key();
    }

    /** Its latency. */
    public double latency(long number) {
        return input.latencies()[at(number)];
    }

    /** Its timestamp. */
    public long timestamp(long number) {
        // An element for each millisecond.
        return input.timestamps()[at(number)] + number / input.size() * input.size();
    }

    /** The element, made anew as a decoder would. */
    public Call call(long number) {
        return new Call(key(number), latency(number), timestamp(number));
    }

    /** The number of the first element with which the watermark is {@code watermark} or more. */
    public long reaching(long watermark) {
        long timestamp = watermark + Telemetry.DELAY;
        // An element is never ahead of its place.
        long number = Math.max(0, timestamp - Telemetry.START);
        while (timestamp(number) < timestamp) {
            number++;
        }
        return number;
    }

    private int at(long number) {
        return (int) (number % input.size());
    }
}
