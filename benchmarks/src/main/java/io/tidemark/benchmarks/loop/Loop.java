// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.loop;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Checksum;
import io.tidemark.benchmarks.Telemetry;

/** A hand-written computation of one kind of windows, for nothing but the input of {@link Telemetry}. */
public interface Loop {
    /** For people. */
    String title();

    /** Computes all panes of {@code input}. */
    Checksum run(Telemetry input, AggregateSet aggregates);
}
