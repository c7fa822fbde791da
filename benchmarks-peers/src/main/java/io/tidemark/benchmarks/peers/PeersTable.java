// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import io.tidemark.benchmarks.BarChart;
import io.tidemark.benchmarks.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Writes what was measured of the contenders as Markdown, as CSV and as a chart. */
final class PeersTable {
    private PeersTable() {}

    private static Map<Contender, List<Round>> byContender(List<Round> rounds) {
        Map<Contender, List<Round>> all = new EnumMap<>(Contender.class);
        rounds.forEach(round -> all.computeIfAbsent(round.contender(), absent -> new ArrayList<>())
                .add(round));
        return all;
    }

    static String of(List<Round> rounds) {
        StringBuilder text = new StringBuilder(
                "| contender | events/s, median (min to max) | Tidemark is | seconds in all, with the start of the process | Tidemark takes | processor time, µs for each event | Tidemark takes | most memory, MiB | results |\n|---|---|---|---|---|---|---|---|---|\n");
        Map<Contender, List<Round>> all = byContender(rounds);
        List<Round> ours = all.getOrDefault(Contender.TIDEMARK, List.of());
        all.forEach((contender, theirs) -> text.append(line(contender, theirs, ours)));
        return text.append('\n').toString();
    }

    private static String line(Contender contender, List<Round> rounds, List<Round> ours) {
        Spread rate = Spread.of(rounds, Round::perSecond);
        Spread whole = Spread.of(rounds, Round::wholeMillis);
        Spread cpu = Spread.of(rounds, Round::cpuMicros);
        Spread peak = Spread.of(rounds, Round::peakMib);
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f (%,.0f to %,.0f) | %s | %.1f (%.1f to %.1f) | %s | %.2f (%.2f to %.2f) | %s | %,.0f (%,.0f to %,.0f) | %,d |%n",
                contender.title(),
                rate.median(),
                rate.min(),
                rate.max(),
                times(ours, rounds, Round::perSecond, "%.1f times as fast"),
                whole.median() / 1000,
                whole.min() / 1000,
                whole.max() / 1000,
                times(ours, rounds, Round::wholeMillis, "%.2f of it"),
                cpu.median(),
                cpu.min(),
                cpu.max(),
                times(ours, rounds, Round::cpuMicros, "%.2f of it"),
                peak.median(),
                peak.min(),
                peak.max(),
                rounds.get(0).results());
    }

    private static String times(List<Round> ours, List<Round> theirs, ToDoubleFunction<Round> value, String format) {
        if (ours.isEmpty() || ours.equals(theirs)) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                format,
                Spread.of(ours, value).median() / Spread.of(theirs, value).median());
    }

    /** Every round, a line each. */
    static String csv(List<Round> rounds) {
        StringBuilder text = new StringBuilder(
                "contender,events,results,whole_millis,events_per_second,cpu_millis,peak_resident_mib\n");
        rounds.forEach(round -> text.append(String.format(
                Locale.ROOT,
                "%s,%d,%d,%d,%.0f,%d,%d%n",
                round.contender().id(),
                round.events(),
                round.results(),
                round.wholeMillis(),
                round.perSecond(),
                round.cpuMillis(),
                round.peakMib())));
        return text.toString();
    }

    static String chart(List<Round> rounds) {
        return BarChart.of(
                "From topic to topic, exactly once; line: range",
                List.of(
                        group("Events a second", rounds, Round::perSecond),
                        group(
                                "Events for each second of processor time, with the start",
                                rounds,
                                Round::perCpuSecond)));
    }

    private static BarChart.Group group(String head, List<Round> rounds, ToDoubleFunction<Round> value) {
        List<BarChart.Bar> bars = new ArrayList<>();
        byContender(rounds).forEach((contender, all) -> {
            Spread spread = Spread.of(all, value);
            bars.add(new BarChart.Bar(contender.title(), spread, String.format(Locale.ROOT, "%,.0f", spread.median())));
        });
        return new BarChart.Group(head, bars, Double.NaN);
    }
}
