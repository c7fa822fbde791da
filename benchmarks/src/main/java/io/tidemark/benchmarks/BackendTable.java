// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.List;
import java.util.Locale;

/** Writes what was measured of the backends as Markdown and as CSV. */
final class BackendTable {
    private BackendTable() {}

    /** A table for each case; numbers without a spread are those of the last round. */
    static String of(List<BackendCase> cases) {
        StringBuilder text = new StringBuilder();
        for (BackendCase one : cases) {
            text.append(String.format(
                    Locale.ROOT,
                    "### %s%n%n| backend | elements/s, median (min to max) | of heap only | per CPU second | of heap only | checkpoints | left the heap | panes | heap after GC, MiB | resident, MiB | aim |%n|---|---|---|---|---|---|---|---|---|---|---|%n",
                    one.title()));
            one.passes().keySet().forEach(warm -> text.append(line(one, warm)));
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String line(BackendCase one, WarmKind warm) {
        List<JobPass> passes = one.passes(warm);
        JobPass last = passes.get(passes.size() - 1);
        Spread perSecond = one.perSecond(warm);
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f (%,.0f to %,.0f) | %.2f | %,.0f | %.2f | %,d | %,d | %,d | %,d | %s | %s |%n",
                warm.title(),
                perSecond.median(),
                perSecond.min(),
                perSecond.max(),
                one.ofHeap(warm),
                one.perCpu(warm),
                one.ofHeapPerCpu(warm),
                last.checkpoints(),
                last.evictions(),
                last.panes(),
                last.heapBytes() >> 20,
                last.resident(),
                one.verdict(warm));
    }

    /** Every pass, a line each. */
    static String csv(List<BackendCase> cases) {
        StringBuilder text = new StringBuilder(
                "job,users,state_bytes,in_hot,backend,elements,wall_nanos,cpu_nanos,checkpoints,evictions,panes,heap_after_collection_bytes,resident_mib\n");
        for (BackendCase one : cases) {
            one.passes()
                    .forEach((warm, passes) -> passes.forEach(pass -> text.append(String.format(
                            Locale.ROOT,
                            "%s,%d,%d,%b,%s,%d,%d,%d,%d,%d,%d,%d,%s%n",
                            one.job(),
                            one.users(),
                            one.stateBytes(),
                            one.isInHot(),
                            warm,
                            pass.elements(),
                            pass.wallNanos(),
                            pass.cpuNanos(),
                            pass.checkpoints(),
                            pass.evictions(),
                            pass.panes(),
                            pass.heapBytes(),
                            pass.resident().replace(",", "")))));
        }
        return text.toString();
    }
}
