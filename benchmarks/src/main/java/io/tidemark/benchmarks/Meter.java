// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import org.jspecify.annotations.Nullable;

/** Reads the clocks and counters around a pass. One use. */
final class Meter {
    private static final String WORKER = "tidemark-worker-";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final HeapPeak heap = new HeapPeak();
    private final long wall = System.nanoTime();
    private final long collections = collections();
    private final long cpu = THREADS.getCurrentThreadCpuTime();
    private final long allocated = THREADS.getCurrentThreadAllocatedBytes();

    /** Call while the workers still live: all that they did belongs to this pass. */
    Measurement stop(long elements, Checksum checksum) {
        long wallNanos = System.nanoTime() - wall;
        long cpuNanos = THREADS.getCurrentThreadCpuTime() - cpu;
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        for (long id : THREADS.getAllThreadIds()) {
            if (isWorker(THREADS.getThreadInfo(id))) {
                cpuNanos += THREADS.getThreadCpuTime(id);
                bytes += THREADS.getThreadAllocatedBytes(id);
            }
        }
        long collected = collections() - collections;
        return new Measurement(
                elements, wallNanos, cpuNanos, bytes, collected, heap.bytes(), checksum.value(), checksum.panes());
    }

    private static boolean isWorker(@Nullable ThreadInfo thread) {
        return thread != null && thread.getThreadName().startsWith(WORKER);
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
