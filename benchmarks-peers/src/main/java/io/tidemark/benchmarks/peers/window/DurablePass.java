// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import java.util.Arrays;

/**
 * What one pass, with checkpoints or without, did.
 *
 * @param elements how many elements
 * @param wallNanos from the first element until the last pane
 * @param cpuNanos of the whole process, in the same time; of ours, opening and closing included
 * @param checkpoints how many were completed before the last pane
 * @param panes how many panes
 * @param inPanes how many elements are in them, one in several windows as often
 * @param checksum of the panes
 */
record DurablePass(
        long elements, long wallNanos, long cpuNanos, long checkpoints, long panes, long inPanes, long checksum) {
    private static final String MARK = "pass";
    private static final double NANOS = 1e9;

    double perSecond() {
        return elements * NANOS / wallNanos;
    }

    double cpuNanosPerElement() {
        return (double) cpuNanos / elements;
    }

    /** In one line, which {@link #isLine} knows. */
    String line() {
        return String.join(
                ",",
                MARK,
                Long.toString(elements),
                Long.toString(wallNanos),
                Long.toString(cpuNanos),
                Long.toString(checkpoints),
                Long.toString(panes),
                Long.toString(inPanes),
                Long.toString(checksum));
    }

    static boolean isLine(String line) {
        return line.startsWith(MARK + ",");
    }

    static DurablePass of(String line) {
        long[] numbers = Arrays.stream(line.split(",", -1))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
        return new DurablePass(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
    }
}
