// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.BarChart;
import io.tidemark.benchmarks.Delays.Summary;
import io.tidemark.benchmarks.Spread;
import io.tidemark.benchmarks.peers.window.EmissionPass.Of;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How late panes and elements were, as Markdown, as CSV and as a chart. */
final class EmissionTable {
    private static final int FEW = 50;

    /** Of the 99th percentile of panes, ms. */
    private static final double FEW_AIM = 2.5;

    private static final double MANY_AIM = 50;

    private static final List<ToDoubleFunction<Summary>> PANES =
            List.of(Summary::p50, Summary::p95, Summary::p99, Summary::longest);

    private static final List<ToDoubleFunction<Summary>> ELEMENTS =
            List.of(Summary::p50, Summary::p99, Summary::p999, Summary::longest);

    private EmissionTable() {}

    /** Medians of the passes. */
    static String of(List<EmissionResult> results) {
        StringBuilder text = new StringBuilder("""
                | ms until panes are in the sink: p50, p95, p99, longest | contender | elements/s | reached | firings | panes | all | the first of each firing | the last of each firing |
                |---|---|---|---|---|---|---|---|---|
                """);
        for (EmissionResult result : results) {
            result.panes()
                    .forEach((contender, passes) -> text.append(String.format(
                            Locale.ROOT,
                            "%s | %,d | %,d | %s | %s | %s |%n",
                            begin(result, contender, passes),
                            passes.get(0).first().count(),
                            passes.get(0).panes().count(),
                            percentiles(passes, EmissionPass::panes, PANES),
                            percentiles(passes, EmissionPass::first, PANES),
                            percentiles(passes, EmissionPass::last, PANES))));
        }
        if (results.stream().anyMatch(result -> !result.elements().isEmpty())) {
            text.append("""

                    | ms until elements are in state: p50, p99, p99.9, longest | contender | elements/s | reached | timed | all |
                    |---|---|---|---|---|---|
                    """);
            results.forEach(result -> {
                if (!result.elements().isEmpty()) {
                    result.panes().forEach((contender, passes) -> text.append(elements(result, contender, passes)));
                }
                result.elements().forEach((contender, passes) -> text.append(elements(result, contender, passes)));
            });
        }
        return text.toString();
    }

    private static String elements(EmissionResult result, String contender, List<EmissionPass> passes) {
        return String.format(
                Locale.ROOT,
                "%s | %,d | %s |%n",
                begin(result, contender, passes),
                passes.get(0).elements().count(),
                percentiles(passes, EmissionPass::elements, ELEMENTS));
    }

    private static String begin(EmissionResult result, String contender, List<EmissionPass> passes) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f | %,.0f",
                result.measured().title(),
                contender,
                Spread.of(passes, EmissionPass::perSecond).median(),
                Spread.of(passes, pass -> pass.measurement().perSecond()).median());
    }

    private static String percentiles(List<EmissionPass> passes, Of of, List<ToDoubleFunction<Summary>> percentiles) {
        List<String> numbers = new ArrayList<>();
        for (ToDoubleFunction<Summary> percentile : percentiles) {
            numbers.add(millis(EmissionPass.millis(passes, of, percentile).median()));
        }
        return String.join(", ", numbers);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
    }

    /** Every pass, a line each, in ms. */
    static String csv(List<EmissionResult> results) {
        StringBuilder csv = new StringBuilder(
                "query,keys,contender,due_per_second,reached_per_second,elements,panes,checksum,of,count,p50,p95,p99,p99.9,longest\n");
        for (EmissionResult result : results) {
            result.panes()
                    .forEach((contender, passes) -> passes.forEach(pass -> {
                        csv.append(row(result, contender, pass, "pane", EmissionPass::panes));
                        csv.append(row(result, contender, pass, "first pane", EmissionPass::first));
                        csv.append(row(result, contender, pass, "last pane", EmissionPass::last));
                        csv.append(row(result, contender, pass, "element", EmissionPass::elements));
                    }));
            result.elements()
                    .forEach((contender, passes) -> passes.forEach(
                            pass -> csv.append(row(result, contender, pass, "element", EmissionPass::elements))));
        }
        return csv.toString();
    }

    private static String row(EmissionResult result, String contender, EmissionPass pass, String what, Of of) {
        if (of.in(pass).count() == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%s,%d,\"%s\",%d,%.0f,%d,%d,%d,%s,%d,%.3f,%.3f,%.3f,%.3f,%.3f%n",
                result.measured().query(),
                result.measured().keys(),
                contender,
                pass.perSecond(),
                pass.measurement().perSecond(),
                pass.measurement().elements(),
                pass.measurement().panes(),
                pass.measurement().checksum(),
                what,
                of.in(pass).count(),
                of.in(pass).p50(),
                of.in(pass).p95(),
                of.in(pass).p99(),
                of.in(pass).p999(),
                of.in(pass).longest());
    }

    /** A group of bars for each case. */
    static String chart(List<EmissionResult> results) {
        List<BarChart.Group> groups = new ArrayList<>();
        for (EmissionResult result : results) {
            List<BarChart.Bar> bars = new ArrayList<>();
            result.panes().forEach((contender, passes) -> {
                Spread p99 = EmissionPass.millis(passes, EmissionPass::panes, Summary::p99);
                bars.add(new BarChart.Bar(contender, p99, millis(p99.median()) + " ms"));
            });
            groups.add(new BarChart.Group(
                    result.measured().title(), bars, result.measured().keys() == FEW ? FEW_AIM : MANY_AIM));
        }
        return BarChart.of("Delay of panes, 99th percentile; line: range, dashed: what we aim at", groups);
    }
}
