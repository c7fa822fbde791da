// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The throughput report in Markdown, and every pass in CSV. */
public final class ThroughputTable {
    private static final double MILLION = 1e6;

    private ThroughputTable() {}

    static String of(List<CaseResult> results) {
        StringBuilder table = new StringBuilder();
        table.append(
                "| case | limit | tidemark p1 | of limit | of limit, CPU | B/el | GC/M | tidemark p2 | p2 / p1 |\n");
        table.append("|---|---|---|---|---|---|---|---|---|\n");
        results.forEach(result -> table.append(line(result)).append('\n'));
        return table.toString();
    }

    /** One row: million elements for each second, medians, with the spread of the rounds. */
    static String line(CaseResult result) {
        Contender limit = result.limit();
        Contender one = result.engine(1);
        Contender two = result.engine(2);
        return String.format(
                Locale.ROOT,
                "| %s | %s (%s) | %s | %.2f | %.2f | %.2f | %.2f | %s | %.2f |",
                result.measured().title(),
                millions(result.wall(limit)),
                limit.name(),
                millions(result.wall(one)),
                result.wall(one).median() / result.wall(limit).median(),
                result.cpu(one).median() / result.cpu(limit).median(),
                result.bytes(one).median(),
                result.collectionsPerMillion(one),
                millions(result.wall(two)),
                result.wall(two).median() / result.wall(one).median());
    }

    /** Every pass, a line each. */
    public static String csv(List<CaseResult> results) {
        StringBuilder csv =
                new StringBuilder("query,keys,aggregates,contender,parallelism,elements,wall_nanos,cpu_nanos,"
                        + "allocated_bytes,collections,heap_bytes,checksum,panes\n");
        for (CaseResult result : results) {
            for (Map.Entry<Contender, List<Measurement>> entry : result.rounds().entrySet()) {
                entry.getValue().forEach(pass -> csv.append(row(result.measured(), entry.getKey(), pass)));
            }
        }
        return csv.toString();
    }

    private static String row(Case measured, Contender contender, Measurement pass) {
        return String.format(
                Locale.ROOT,
                "%s,%d,%s,\"%s\",%d,%d,%d,%d,%d,%d,%d,%d,%d%n",
                measured.query(),
                measured.keys(),
                measured.aggregates().title(),
                contender.name(),
                contender.parallelism(),
                pass.elements(),
                pass.wallNanos(),
                pass.cpuNanos(),
                pass.allocatedBytes(),
                pass.collections(),
                pass.heapBytes(),
                pass.checksum(),
                pass.panes());
    }

    /** Million elements for each second, and half of the distance between the fastest and the slowest. */
    public static String millions(Spread perSecond) {
        return String.format(
                Locale.ROOT,
                perSecond.median() < MILLION ? "%.3f M ±%.0f %%" : "%.2f M ±%.0f %%",
                perSecond.median() / MILLION,
                perSecond.relativeWidth() * 50);
    }
}
