// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.BarChart;
import io.tidemark.benchmarks.CaseResult;
import io.tidemark.benchmarks.Contender;
import io.tidemark.benchmarks.Spread;
import io.tidemark.benchmarks.ThroughputTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of windows in memory, as Markdown and as a chart. */
final class WindowsTable {
    private WindowsTable() {}

    /** Throughput with one worker, and what Tidemark is of the others. */
    static String of(List<CaseResult> results) {
        StringBuilder text = new StringBuilder("""
                | one worker | limit | Tidemark | of limit | Jet | Tidemark is | Flink, heap | Tidemark is |
                |---|---|---|---|---|---|---|---|
                """);
        results.forEach(result -> text.append(line(result)).append('\n'));
        text.append("""

                | two workers | Tidemark | of one worker | Jet | Tidemark is | Flink, heap | Tidemark is |
                |---|---|---|---|---|---|---|
                """);
        results.forEach(result -> text.append(two(result)));
        text.append("""

                | for each element, one worker | Tidemark: CPU ns | bytes | GC / M | heap MiB | Jet: CPU ns | bytes | GC / M | heap MiB | Flink: CPU ns | bytes | GC / M | heap MiB |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        results.forEach(result -> text.append(costs(result)));
        return text.toString();
    }

    /** A case with one worker. */
    static String line(CaseResult result) {
        Contender ours = result.engine(1);
        return String.format(
                Locale.ROOT,
                "| %s | %s (%s) | %s | %.2f | %s | %s | %s | %s |",
                result.measured().title(),
                ThroughputTable.millions(result.wall(result.limit())),
                result.limit().name(),
                ThroughputTable.millions(result.wall(ours)),
                result.wall(ours).median() / result.wall(result.limit()).median(),
                rate(result, Peer.JET, 1),
                times(result, ours, Peer.JET),
                rate(result, Peer.FLINK, 1),
                times(result, ours, Peer.FLINK));
    }

    private static String two(CaseResult result) {
        Contender ours = result.engine(2);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %s | %s | %s | %s |%n",
                result.measured().title(),
                ThroughputTable.millions(result.wall(ours)),
                result.wall(ours).median() / result.wall(result.engine(1)).median(),
                rate(result, Peer.JET, 2),
                times(result, ours, Peer.JET),
                rate(result, Peer.FLINK, 2),
                times(result, ours, Peer.FLINK));
    }

    private static String costs(CaseResult result) {
        StringBuilder line = new StringBuilder("| ").append(result.measured().title());
        line.append(cost(result, result.engine(1)));
        for (Peer peer : Peer.values()) {
            line.append(cost(result, peer.in(result, 1)));
        }
        return line.append(" |\n").toString();
    }

    private static String cost(CaseResult result, Contender contender) {
        return String.format(
                Locale.ROOT,
                " | %,.0f | %,.1f | %.2f | %,.0f",
                1e9 / result.cpu(contender).median(),
                result.bytes(contender).median(),
                result.collectionsPerMillion(contender),
                result.heapMib(contender).median());
    }

    private static String rate(CaseResult result, Peer peer, int parallelism) {
        return ThroughputTable.millions(result.wall(peer.in(result, parallelism)));
    }

    private static String times(CaseResult result, Contender ours, Peer peer) {
        return String.format(
                Locale.ROOT,
                "%.1f times",
                result.wall(ours).median()
                        / result.wall(peer.in(result, ours.parallelism())).median());
    }

    /** A group of bars for each case. */
    static String chart(List<CaseResult> results) {
        List<BarChart.Group> groups = new ArrayList<>();
        for (CaseResult result : results) {
            List<BarChart.Bar> bars = new ArrayList<>();
            bars.add(bar("limit", result, result.limit()));
            bars.add(bar("Tidemark", result, result.engine(1)));
            bars.add(bar("Jet", result, Peer.JET.in(result, 1)));
            bars.add(bar("Flink, heap", result, Peer.FLINK.in(result, 1)));
            groups.add(new BarChart.Group(result.measured().title(), bars, Double.NaN));
        }
        return BarChart.of("Elements a second with one worker; line: range", groups);
    }

    private static BarChart.Bar bar(String label, CaseResult result, Contender contender) {
        Spread spread = result.wall(contender);
        return new BarChart.Bar(label, spread, ThroughputTable.millions(spread));
    }
}
