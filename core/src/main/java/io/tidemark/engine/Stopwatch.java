// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

/**
 * How long work takes, for measures alone: the one place outside the runtime that reads a clock.
 *
 * <p>Trap: nothing that is computed may depend on it. Processing time comes from a {@link io.tidemark.time.ProcessingClock}, which tests hold.
 */
final class Stopwatch {
    private Stopwatch() {}

    /** Nanoseconds since some instant; only differences mean anything. */
    static long nanos() {
        return System.nanoTime();
    }
}
