// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import java.time.Instant;
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
 * @param backlog ms of the first events that are there at once although they are paced
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
        boolean paced,
        long backlog) {
    /** What is not said: a hundred events a second from the first of January 2026, a twentieth of them up to 30 s late. */
    public static final GeneratorConfig DEFAULTS = new GeneratorConfig(
            1,
            100,
            OptionalLong.empty(),
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli(),
            List.of("gpt-4o", "claude-sonnet", "gemini-pro", "llama-70b"),
            0.05,
            30_000,
            0,
            1,
            false,
            0);

    /** Keeps a copy. */
    public GeneratorConfig {
        models = List.copyOf(models);
    }
}
