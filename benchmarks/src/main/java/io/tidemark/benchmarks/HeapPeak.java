// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * The most heap that was in use since it was made, as the memory pools saw it.
 *
 * <p>Trap: garbage counts until it is collected, so with much room this says how much was allocated between two collections rather than what lives; and the pools have their peaks at different times, so that the sum may be more than there ever was.
 */
public final class HeapPeak {
    private static final List<MemoryPoolMXBean> POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    private final long before;

    /** From now on; another one must not be made meanwhile, for they share the pools. */
    public HeapPeak() {
        POOLS.forEach(MemoryPoolMXBean::resetPeakUsage);
        before = POOLS.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
    }

    /** How much more than at the beginning, bytes. */
    public long bytes() {
        return Math.max(
                0,
                POOLS.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() - before);
    }
}
