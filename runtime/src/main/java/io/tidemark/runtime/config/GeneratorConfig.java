// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import java.util.List;
import java.util.OptionalLong;

/**
 * What the synthetic source makes.
 *
 * @param seed the same seed gives the same events
 * @param rate events a second, of event time
 * @param count how many; empty for no end
 * @param start the first event time, epoch ms
 * @param models the names of the models, most used first
 * @param outOfOrderShare the share of events that come late
 * @param maxDelay ms that they come late at most
 * @param duplicateShare the share of events that come twice
 * @param partitions over which they are spread
 * @param paced whether they come at their rate in processing time, or as fast as they can
 */
public record GeneratorConfig(
        long seed,
        double rate,
        OptionalLong count,
        long start,
        List<String> models,
        double outOfOrderShare,
        long maxDelay,
        double duplicateShare,
        int partitions,
        boolean paced) {
    /** Keeps a copy. */
    public GeneratorConfig {
        models = List.copyOf(models);
    }
}
