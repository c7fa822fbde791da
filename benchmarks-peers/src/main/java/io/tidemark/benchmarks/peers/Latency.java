// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import io.tidemark.benchmarks.peers.Results.Arrival;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How late the results of one contender were.
 *
 * @param contender who
 * @param appended ms until the broker had each, uncommitted, ascending
 * @param readable ms until a reader of committed records had each, ascending
 * @param cpuMicros processor time for each event, with the start of the process
 * @param peakMib the most memory that was resident
 * @param steadiness lag and memory over time
 */
record Latency(
        Contender contender,
        List<Long> appended,
        List<Long> readable,
        double cpuMicros,
        long peakMib,
        Steadiness steadiness) {
    /** Of the results whose windows were to fire at {@code from} or later. */
    static Latency of(
            Contender contender,
            List<Arrival> arrivals,
            LiveEvents events,
            long from,
            double cpuMicros,
            long peakMib,
            Steadiness steadiness) {
        List<Arrival> measured = arrivals.stream()
                .filter(arrival -> events.firedAt(arrival.end()) >= from)
                .toList();
        return new Latency(
                contender,
                sorted(measured, arrival -> arrival.appended() - events.firedAt(arrival.end())),
                sorted(measured, arrival -> arrival.readable() - events.firedAt(arrival.end())),
                cpuMicros,
                peakMib,
                steadiness);
    }

    private static List<Long> sorted(List<Arrival> arrivals, ToLongFunction<Arrival> value) {
        return arrivals.stream().map(value::applyAsLong).sorted().toList();
    }

    /** The nearest rank. */
    static long percentile(List<Long> sorted, double percentile) {
        return sorted.get((int) Math.ceil(percentile / 100 * sorted.size()) - 1);
    }
}
