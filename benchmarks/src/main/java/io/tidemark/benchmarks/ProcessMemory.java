// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What memory the process takes, as the system and the collectors tell it. */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Set<String> HEAP = heapPools();

    private ProcessMemory() {}

    /** The memory that is resident now, KiB; 0 where the system does not say. */
    static long residentKib() {
        return field("VmRSS:");
    }

    /** The part of it that is the process's own, without files that are mapped, KiB; 0 where the system does not say. */
    static long ownKib() {
        return field("RssAnon:");
    }

    /** The most that was resident since the process began, KiB; 0 where the system does not say. */
    static long peakKib() {
        return field("VmHWM:");
    }

    /** The heap that was in use after the last collection of any kind, bytes, with garbage that only a full one finds; 0 before the first. */
    static long heapAfterCollection() {
        long latest = Long.MIN_VALUE;
        long used = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
            GcInfo last = collector.getLastGcInfo();
            if (last != null && last.getEndTime() > latest) {
                latest = last.getEndTime();
                used = heap(last.getMemoryUsageAfterGc());
            }
        }
        return used;
    }

    private static long heap(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> HEAP.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    private static Set<String> heapPools() {
        Set<String> names = new TreeSet<>();
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .forEach(pool -> names.add(pool.getName()));
        return names;
    }

    private static long field(String name) {
        try {
            List<String> lines = Files.exists(STATUS) ? Files.readAllLines(STATUS) : List.of();
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("the memory of the process cannot be read", e);
        }
    }
}
