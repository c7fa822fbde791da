// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.tidemark.benchmarks.Checksum;
import io.tidemark.benchmarks.HeapPeak;
import io.tidemark.benchmarks.Laps;
import io.tidemark.benchmarks.Measurement;
import io.tidemark.benchmarks.Telemetry;
import io.tidemark.benchmarks.Timing;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a peer over the input. A peer makes copies of what it runs, so that its sources and sinks find the pass that is on here. It begins when the source takes the first element, and ends when the last sink has its
 * last pane: neither the start of a peer nor its end is counted.
 *
 * <p>Processor time and bytes are those of the whole process, the peer's own threads of all kinds included.
 */
final class PeerPass {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static volatile @Nullable PeerPass current;

    private final Laps laps;
    private final long elements;
    private final Timing timing;
    private final Checksum checksum = new Checksum();
    private final Map<Long, Long> allocatedBefore = new HashMap<>();
    private long checkpoints;
    private long wall;
    private long cpu;
    private long collections;
    private HeapPeak heap = new HeapPeak();
    private @Nullable Measurement measurement;

    private PeerPass(Laps laps, long elements, Timing timing) {
        this.laps = laps;
        this.elements = elements;
        this.timing = timing;
    }

    /** Begins another one, over the first {@code elements} of {@code laps}; only one is on at a time. */
    static PeerPass over(Laps laps, long elements) {
        return over(laps, elements, Timing.none());
    }

    /** The same, with elements that come when they are due. */
    static PeerPass over(Laps laps, long elements, Timing timing) {
        PeerPass pass = new PeerPass(laps, elements, timing);
        current = pass;
        return pass;
    }

    /** Begins another one, over an input once. */
    static PeerPass over(Telemetry input) {
        return over(new Laps(input), input.size());
    }

    /** The one that is on. */
    static PeerPass current() {
        return Objects.requireNonNull(current, "no pass is on");
    }

    Laps laps() {
        return laps;
    }

    long elements() {
        return elements;
    }

    /** When they are due, and what is timed. */
    Timing timing() {
        return timing;
    }

    /** The source is about to yield the first element. */
    synchronized void begin() {
        allocatedBefore.clear();
        allocated().forEach(allocatedBefore::put);
        collections = collections();
        heap = new HeapPeak();
        cpu = SYSTEM.getProcessCpuTime();
        wall = System.nanoTime();
        timing.begin();
    }

    /** A sink has its last pane. */
    synchronized void end(Checksum part) {
        long wallNanos = System.nanoTime() - wall;
        long cpuNanos = SYSTEM.getProcessCpuTime() - cpu;
        checksum.add(part);
        long bytes = 0;
        for (Map.Entry<Long, Long> thread : allocated().entrySet()) {
            bytes += thread.getValue() - allocatedBefore.getOrDefault(thread.getKey(), 0L);
        }
        measurement = new Measurement(
                elements,
                wallNanos,
                cpuNanos,
                bytes,
                collections() - collections,
                heap.bytes(),
                checksum.value(),
                checksum.panes());
    }

    /** A checkpoint was completed. */
    synchronized void checkpoint() {
        if (measurement == null) {
            checkpoints++;
        }
    }

    /** How many were, before the last pane. */
    synchronized long checkpoints() {
        return checkpoints;
    }

    /** The panes of all sinks. */
    synchronized Checksum panes() {
        return checksum;
    }

    /** What it took, when the peer has ended. */
    synchronized Measurement measurement() {
        return Objects.requireNonNull(measurement, "the peer has ended without the end of its sink");
    }

    private static Map<Long, Long> allocated() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> allocated = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            allocated.put(ids[i], Math.max(0, bytes[i]));
        }
        return allocated;
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
