// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.engine.HotBudget;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A job with state of one size on every backend, and what was measured.
 *
 * @param job what is computed
 * @param users how many keys
 * @param stateBytes what the state takes when all of it is on the heap
 * @param isInHot whether there is room for all of it, or for a tenth
 * @param passes by backend, in the order of the rounds
 */
record BackendCase(UserJob job, long users, long stateBytes, boolean isInHot, Map<WarmKind, List<JobPass>> passes) {
    private static final int ROOM = 4;
    private static final int TIMES = 10;
    private static final double AIM_OF_HEAP = 0.7;
    private static final double AIM_PER_SECOND = 100_000;

    BackendCase(UserJob job, long users, long stateBytes, boolean isInHot) {
        this(job, users, stateBytes, isInHot, new EnumMap<>(WarmKind.class));
    }

    /** For people. */
    String title() {
        return String.format(
                Locale.ROOT,
                "%s; %,d users, %.0f MiB, %s",
                job.title(),
                users,
                (double) stateBytes / (1 << 20),
                isInHot ? "all in hot" : "a tenth in hot");
    }

    /** What a backend may keep on the heap. Without one there is nowhere else. */
    HotBudget budget(WarmKind warm) {
        if (warm == WarmKind.NONE) {
            return HotBudget.unlimited();
        }
        return HotBudget.ofBytes(isInHot ? stateBytes * ROOM : Math.max(1, stateBytes / TIMES));
    }

    /** Elements for each second. */
    Spread perSecond(WarmKind warm) {
        return Spread.of(passes(warm), JobPass::perSecond);
    }

    /** What was measured of a backend. */
    List<JobPass> passes(WarmKind warm) {
        return passes.getOrDefault(warm, List.of());
    }

    /** The part of what the heap alone reaches; {@code NaN} where that was not measured. */
    double ofHeap(WarmKind warm) {
        return passes.containsKey(WarmKind.NONE)
                ? perSecond(warm).median() / perSecond(WarmKind.NONE).median()
                : Double.NaN;
    }

    /** As {@link #ofHeap}, of the elements for each second that a processor worked. */
    double ofHeapPerCpu(WarmKind warm) {
        return passes.containsKey(WarmKind.NONE) ? perCpu(warm) / perCpu(WarmKind.NONE) : Double.NaN;
    }

    /** Elements for each second that a processor worked, the median. */
    double perCpu(WarmKind warm) {
        return Spread.of(passes(warm), JobPass::perCpuSecond).median();
    }

    /** The elements for each second that are aimed at, for those for which there is an aim: any backend when all is in hot, RocksDB when not. */
    double aim() {
        if (!isInHot) {
            return AIM_PER_SECOND;
        }
        return passes.containsKey(WarmKind.NONE)
                ? AIM_OF_HEAP * perSecond(WarmKind.NONE).median()
                : Double.NaN;
    }

    /** How a backend stands to its aim, in words. */
    String verdict(WarmKind warm) {
        boolean hasAim = isInHot ? warm != WarmKind.NONE && !Double.isNaN(aim()) : warm == WarmKind.ROCKSDB;
        if (!hasAim) {
            return "";
        }
        String what = isInHot ? "0.7 of heap only" : "100,000/s";
        return what + (perSecond(warm).median() >= aim() ? ": reached" : ": **missed**");
    }
}
