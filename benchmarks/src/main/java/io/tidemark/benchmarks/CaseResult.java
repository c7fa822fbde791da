// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all contenders measured in a case, round by round. */
final class CaseResult {
    private final Case measured;
    private final Map<Contender, List<Measurement>> rounds = new LinkedHashMap<>();

    CaseResult(Case measured) {
        this.measured = measured;
    }

    Case measured() {
        return measured;
    }

    Map<Contender, List<Measurement>> rounds() {
        return rounds;
    }

    /**
     * Adds a round.
     *
     * @throws IllegalStateException when its panes are not those of all others
     */
    void add(Contender contender, Measurement measurement) {
        rounds.values().stream().flatMap(List::stream).findFirst().ifPresent(first -> {
            if (first.checksum() != measurement.checksum() || first.panes() != measurement.panes()) {
                throw new IllegalStateException(measured.title() + ": " + contender.name() + " emitted "
                        + measurement.panes() + " panes with the checksum " + measurement.checksum()
                        + ", but others emitted " + first.panes() + " with " + first.checksum());
            }
        });
        rounds.computeIfAbsent(contender, c -> new ArrayList<>()).add(measurement);
    }

    /** The fastest loop: the machine's limit. */
    Contender limit() {
        return rounds.keySet().stream()
                .filter(Contender::isLoop)
                .max((a, b) -> Double.compare(cpu(a).median(), cpu(b).median()))
                .orElseThrow();
    }

    /** The engine. */
    Contender engine(int parallelism) {
        return rounds.keySet().stream()
                .filter(contender -> !contender.isLoop() && contender.parallelism() == parallelism)
                .findFirst()
                .orElseThrow();
    }

    /** Elements for each second. */
    Spread wall(Contender contender) {
        return Spread.of(rounds.getOrDefault(contender, List.of()), Measurement::perSecond);
    }

    /** Elements for each second of processor time. */
    Spread cpu(Contender contender) {
        return Spread.of(rounds.getOrDefault(contender, List.of()), Measurement::perCpuSecond);
    }

    /** Bytes allocated for each element. */
    Spread bytes(Contender contender) {
        return Spread.of(rounds.getOrDefault(contender, List.of()), Measurement::bytesPerElement);
    }

    /** Collections of garbage for each million elements, over all rounds. */
    double collectionsPerMillion(Contender contender) {
        List<Measurement> all = rounds.getOrDefault(contender, List.of());
        double collections = all.stream().mapToLong(Measurement::collections).sum();
        return collections * 1e6 / all.stream().mapToLong(Measurement::elements).sum();
    }
}
