// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

/**
 * Which events are made.
 *
 * @param events how many
 * @param perSecond how many for each second of event time
 * @param models how many models there are, which are the keys
 * @param partitions of the topic
 * @param seed the same events for the same seed
 */
record Workload(long events, int perSecond, int models, int partitions, long seed) {
    /** The length of a window, ms. */
    static final long WINDOW = 10_000;

    /** An event may come so much later than one that is younger, ms. */
    static final long OUT_OF_ORDER = 1_000;

    /** Where event time begins: 2026-11-22T00:00Z. */
    static final long START = 1_795_305_600_000L;

    /** The windows that events other than the closing ones are in; each begins at a multiple of its length. */
    long windows() {
        return (events * 1000 / perSecond + WINDOW - 1) / WINDOW;
    }
}
