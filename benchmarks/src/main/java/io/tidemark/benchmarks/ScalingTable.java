// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an element costs along a dimension, as Markdown, as CSV and as a chart. */
final class ScalingTable {
    static final String CSV_HEAD =
            "dimension,point,keys,parallelism,elements,wall_nanos,cpu_nanos,allocated_bytes,collections,checksum,panes\n";

    private ScalingTable() {}

    /** Medians of the passes. */
    static String of(ScalingDimension dimension, Map<ScalingPoint, List<Measurement>> passes) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "**%s**%n%n| %s | ns for each element | times the first | CPU ns | bytes | panes for each element | GC / M |%n|---|---|---|---|---|---|---|%n",
                dimension.title(),
                dimension.axis()));
        double first = nanos(passes.values().iterator().next()).median();
        passes.forEach((point, measured) -> text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %,.0f | %,.1f | %.3f | %.2f |%n",
                point.label(),
                told(nanos(measured)),
                nanos(measured).median() / first,
                1e9 / Spread.of(measured, Measurement::perCpuSecond).median(),
                Spread.of(measured, Measurement::bytesPerElement).median(),
                (double) measured.get(0).panes() / measured.get(0).elements(),
                measured.stream().mapToLong(Measurement::collections).sum()
                        * 1e6
                        / measured.stream().mapToLong(Measurement::elements).sum())));
        return text.append('\n').toString();
    }

    private static Spread nanos(List<Measurement> passes) {
        return Spread.of(passes, pass -> (double) pass.wallNanos() / pass.elements());
    }

    private static String told(Spread nanos) {
        return String.format(
                Locale.ROOT,
                nanos.median() < 100 ? "%.1f ±%.0f %%" : "%,.0f ±%.0f %%",
                nanos.median(),
                nanos.relativeWidth() * 50);
    }

    /** Every pass, a line each. */
    static String csv(ScalingDimension dimension, Map<ScalingPoint, List<Measurement>> passes) {
        StringBuilder csv = new StringBuilder();
        passes.forEach((point, measured) -> measured.forEach(pass -> csv.append(String.format(
                Locale.ROOT,
                "%s,\"%s\",%d,%d,%d,%d,%d,%d,%d,%d,%d%n",
                dimension.id(),
                point.label(),
                point.keys(),
                point.parallelism(),
                pass.elements(),
                pass.wallNanos(),
                pass.cpuNanos(),
                pass.allocatedBytes(),
                pass.collections(),
                pass.checksum(),
                pass.panes()))));
        return csv.toString();
    }

    /** A bar for each point. */
    static String chart(ScalingDimension dimension, Map<ScalingPoint, List<Measurement>> passes) {
        List<BarChart.Bar> bars = new ArrayList<>();
        passes.forEach((point, measured) ->
                bars.add(new BarChart.Bar(point.label(), nanos(measured), told(nanos(measured)) + " ns")));
        return BarChart.of(
                "Nanoseconds for each element; line: range",
                List.of(new BarChart.Group(dimension.title(), bars, Double.NaN)));
    }
}
