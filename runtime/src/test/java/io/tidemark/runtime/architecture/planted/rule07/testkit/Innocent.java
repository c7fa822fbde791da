// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule07.testkit;

import java.time.Clock;
import java.time.Instant;

/** Asks the clock it was given. */
record Innocent(Clock clock) {
    Instant ask() {
        return Instant.now(clock);
    }
}
