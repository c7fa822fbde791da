// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

/**
 * What was computed of a model and a window.
 *
 * @param model the key
 * @param start of the window, epoch ms
 * @param end of the window
 * @param count of calls
 * @param cost of all of them
 * @param min latency
 * @param max latency
 * @param mean latency
 * @param p50 the percentiles of the latency
 * @param p95 likewise
 * @param p99 likewise
 * @param errorRate the part of calls that failed
 */
record WindowResult(
        String model,
        long start,
        long end,
        long count,
        double cost,
        double min,
        double max,
        double mean,
        double p50,
        double p95,
        double p99,
        double errorRate) {
    /** Which one it is. */
    String id() {
        return model + '@' + start;
    }
}
