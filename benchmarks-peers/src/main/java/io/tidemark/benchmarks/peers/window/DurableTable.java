// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.Spread;
import io.tidemark.benchmarks.ThroughputTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What windows with checkpoints did, as Markdown and as CSV. */
final class DurableTable {
    private DurableTable() {}

    /** A column, by its head and what is in it. */
    private record Column(String head, Function<DurableResult, String> cell) {}

    /** Who keeps state in the same place, side by side, and then what checkpoints cost each. */
    static String of(Collection<DurableContender> contenders, List<DurableResult> results) {
        StringBuilder text = new StringBuilder();
        beside(
                "state on the heap, with checkpoints",
                contenders.stream().filter(DurableContender::isOnHeap).toList(),
                results,
                text);
        beside(
                "state on disk, with checkpoints",
                contenders.stream().filter(contender -> !contender.isOnHeap()).toList(),
                results,
                text);
        text.append("""
                | what checkpoints cost | contender | elements/s with | without | part of it | CPU ns for each element with | without | checkpoints |
                |---|---|---|---|---|---|---|---|
                """);
        results.forEach(result -> text.append(costs(result)));
        return text.toString();
    }

    private static void beside(
            String title, List<DurableContender> contenders, List<DurableResult> results, StringBuilder text) {
        if (contenders.isEmpty()) {
            return;
        }
        List<Column> columns = columns(title, contenders);
        columns.forEach(column -> text.append("| ").append(column.head()).append(' '));
        text.append("|\n").append("|---".repeat(columns.size())).append("|\n");
        for (DurableResult result : results) {
            columns.forEach(column ->
                    text.append("| ").append(column.cell().apply(result)).append(' '));
            text.append("|\n");
        }
        text.append('\n');
    }

    /** After each of the others, what each of ours is of it. */
    private static List<Column> columns(String title, List<DurableContender> contenders) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(title, result -> result.measured().title()));
        for (DurableContender contender : contenders) {
            columns.add(new Column(contender.title(), result -> ThroughputTable.millions(result.rate(contender))));
            for (DurableContender ours : contenders) {
                if (ours.isOurs() && !contender.isOurs()) {
                    columns.add(new Column(ours.title() + " is", result -> times(result, ours, contender)));
                }
            }
        }
        return columns;
    }

    private static String times(DurableResult result, DurableContender ours, DurableContender other) {
        return format(
                "%.1f times", result.rate(ours).median() / result.rate(other).median());
    }

    /** A line for each contender of a case. */
    static String costs(DurableResult result) {
        StringBuilder text = new StringBuilder();
        result.with().forEach((contender, passes) -> {
            List<DurablePass> without = result.without().getOrDefault(contender, List.of());
            List<String> cells = List.of(
                    result.measured().title(),
                    contender.title(),
                    ThroughputTable.millions(result.rate(contender)),
                    without.isEmpty() ? "" : ThroughputTable.millions(rate(without)),
                    without.isEmpty()
                            ? ""
                            : format(
                                    "%.2f",
                                    result.rate(contender).median()
                                            / rate(without).median()),
                    format("%,.1f", cpu(passes)),
                    without.isEmpty() ? "" : format("%,.1f", cpu(without)),
                    Long.toString(
                            passes.stream().mapToLong(DurablePass::checkpoints).sum()));
            text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        });
        return text.toString();
    }

    private static Spread rate(List<DurablePass> passes) {
        return Spread.of(passes, DurablePass::perSecond);
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static double cpu(List<DurablePass> passes) {
        return Spread.of(passes, DurablePass::cpuNanosPerElement).median();
    }

    /** Every long pass, a line each. */
    static String csv(List<DurableResult> results, double interval) {
        StringBuilder csv = new StringBuilder(
                "query,keys,aggregates,contender,interval,elements,wall_nanos,cpu_nanos,checkpoints,panes\n");
        for (DurableResult result : results) {
            result.without().forEach((contender, passes) -> rows(result, contender, "off", passes, csv));
            result.with()
                    .forEach((contender, passes) -> rows(result, contender, Double.toString(interval), passes, csv));
        }
        return csv.toString();
    }

    private static void rows(
            DurableResult result,
            DurableContender contender,
            String interval,
            List<DurablePass> passes,
            StringBuilder csv) {
        passes.forEach(pass -> csv.append(String.format(
                Locale.ROOT,
                "%s,%d,%s,\"%s\",%s,%d,%d,%d,%d,%d%n",
                result.measured().query(),
                result.measured().keys(),
                result.measured().aggregates().title(),
                contender.title(),
                interval,
                pass.elements(),
                pass.wallNanos(),
                pass.cpuNanos(),
                pass.checkpoints(),
                pass.panes())));
    }
}
