// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

/**
 * What one pass over the input took.
 *
 * @param elements how many elements
 * @param wallNanos from the first element until the last pane is out
 * @param cpuNanos of the feeding thread and the workers together, without the collector and the compiler
 * @param allocatedBytes by the same threads
 * @param collections of garbage, while it ran
 * @param heapBytes the most heap that was in use, garbage included, more than at the beginning
 * @param checksum of the panes
 * @param panes how many panes
 */
public record Measurement(
        long elements,
        long wallNanos,
        long cpuNanos,
        long allocatedBytes,
        long collections,
        long heapBytes,
        long checksum,
        long panes) {
    private static final double NANOS = 1e9;

    /** Elements for each second. */
    public double perSecond() {
        return elements * NANOS / wallNanos;
    }

    /** Elements for each second that a processor worked: what counts on a machine that does other things too. */
    public double perCpuSecond() {
        return elements * NANOS / cpuNanos;
    }

    /** Bytes allocated for each element. */
    public double bytesPerElement() {
        return (double) allocatedBytes / elements;
    }
}
