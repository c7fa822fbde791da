// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import io.tidemark.benchmarks.peers.Results.Arrival;
import java.util.Comparator;
import java.util.List;

/**
 * What one contender did in one round.
 *
 * @param contender who
 * @param events how many were read
 * @param results how many came out
 * @param wholeMillis from the start of its process until the last result was readable
 * @param perSecond events a second while the second half of the results came, so that compilers have had the first
 * @param cpuMillis processor time of its process, all of it
 * @param peakMib the most memory that was resident
 */
record Round(
        Contender contender,
        long events,
        long results,
        long wholeMillis,
        double perSecond,
        long cpuMillis,
        long peakMib) {
    private static final double MILLIS = 1000;

    /** Events a second, with the start of the process. */
    double wholePerSecond() {
        return events * MILLIS / wholeMillis;
    }

    /** Events for each second of processor time. */
    double perCpuSecond() {
        return events * MILLIS / cpuMillis;
    }

    /** Microseconds of processor time for each event. */
    double cpuMicros() {
        return cpuMillis * MILLIS / events;
    }

    /** The rate of {@code events} while the second half of their results was appended. */
    static double rate(long events, List<Arrival> arrivals) {
        List<Long> appended = arrivals.stream()
                .map(Arrival::appended)
                .sorted(Comparator.naturalOrder())
                .toList();
        int half = appended.size() / 2;
        long millis = appended.get(appended.size() - 1) - appended.get(half);
        double part = (double) (appended.size() - half) / appended.size();
        return events * part * MILLIS / Math.max(1, millis);
    }
}
