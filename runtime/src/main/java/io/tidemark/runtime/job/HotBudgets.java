// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.engine.HotBudget;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.MemoryConfig;
import java.time.Duration;

/** How much state a job may have on the heap, as its file says. */
public final class HotBudgets {
    private HotBudgets() {}

    /**
     * The budget of {@code config}: what the hot tier is given, or else its share of the memory. Without either there is no limit, unless there is a warm tier to go to: then the hot tier has its default size.
     */
    public static HotBudget of(JobConfig config) {
        MemoryConfig memory = config.memory();
        boolean hasWarm = config.state().warm().isUsed();
        HotBudget budget =
                new HotBudget(max(config, hasWarm), memory.highWatermark(), memory.lowWatermark(), Long.MAX_VALUE);
        return hasWarm ? budget.ttl(Duration.ofSeconds(config.state().hotTtlSeconds())) : budget;
    }

    private static long max(JobConfig config, boolean hasWarm) {
        if (config.state().hot().isPresent()) {
            return config.state().hotMaxSizeMb() << 20;
        }
        MemoryConfig memory = config.memory();
        if (memory.place().isPresent()) {
            return (long) (memory.totalLimitMb() * memory.hotState()) << 20;
        }
        return hasWarm ? config.state().hotMaxSizeMb() << 20 : Long.MAX_VALUE;
    }
}
