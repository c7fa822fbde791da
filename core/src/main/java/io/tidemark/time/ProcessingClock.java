// SPDX-License-Identifier: Apache-2.0
package io.tidemark.time;

/**
 * Where processing time comes from: the wall clock in a service, the arrival times of the records in a replay, the test's hand in a test.
 *
 * <p>Nothing but the {@code runtime} module reads the wall clock; a library user hands in {@code System::currentTimeMillis}. The engine tolerates a
 * clock that goes back: an earlier time counts as now (rule P6).
 */
@FunctionalInterface
public interface ProcessingClock {
    /** Now, in epoch milliseconds. */
    long millis();
}
