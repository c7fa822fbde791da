// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all contenders measured in a case, round by round. */
public final class CaseResult {
    private static final double MIB = 1 << 20;

    private final Case measured;
    private final Map<Contender, List<Measurement>> rounds = new LinkedHashMap<>();

    /** The first pass over so many elements. */
    private final Map<Long, Measurement> checked = new HashMap<>();

    /** Of no rounds yet. */
    public CaseResult(Case measured) {
        this.measured = measured;
    }

    /** What was measured. */
    public Case measured() {
        return measured;
    }

    /** Every pass, by contender. */
    public Map<Contender, List<Measurement>> rounds() {
        return rounds;
    }

    /**
     * Adds a round.
     *
     * @throws IllegalStateException when its panes are not those of all others that had so many elements
     */
    public void add(Contender contender, Measurement measurement) {
        check(contender.name(), measurement);
        rounds.computeIfAbsent(contender, c -> new ArrayList<>()).add(measurement);
    }

    /**
     * Compares the panes of a pass with those of others, and does not count it.
     *
     * @param contender whose pass it is
     * @param measurement of the pass
     * @throws IllegalStateException when its panes are not those of all others that had so many elements
     */
    public void check(String contender, Measurement measurement) {
        Measurement first = checked.putIfAbsent(measurement.elements(), measurement);
        if (first != null && (first.checksum() != measurement.checksum() || first.panes() != measurement.panes())) {
            throw new IllegalStateException(measured.title() + ": " + contender + " emitted "
                    + measurement.panes() + " panes with the checksum " + measurement.checksum()
                    + ", but others emitted " + first.panes() + " with " + first.checksum());
        }
    }

    /** The fastest loop: the machine's limit. */
    public Contender limit() {
        return rounds.keySet().stream()
                .filter(Contender::isLoop)
                .max((a, b) -> Double.compare(cpu(a).median(), cpu(b).median()))
                .orElseThrow();
    }

    /** The engine. */
    public Contender engine(int parallelism) {
        return rounds.keySet().stream()
                .filter(contender ->
                        contender.kind() == Contender.Kind.ENGINE && contender.parallelism() == parallelism)
                .findFirst()
                .orElseThrow();
    }

    /** Elements for each second. */
    public Spread wall(Contender contender) {
        return Spread.of(rounds.getOrDefault(contender, List.of()), Measurement::perSecond);
    }

    /** Elements for each second of processor time. */
    public Spread cpu(Contender contender) {
        return Spread.of(rounds.getOrDefault(contender, List.of()), Measurement::perCpuSecond);
    }

    /** Bytes allocated for each element. */
    public Spread bytes(Contender contender) {
        return Spread.of(rounds.getOrDefault(contender, List.of()), Measurement::bytesPerElement);
    }

    /** The most heap in use, MiB, garbage included. */
    public Spread heapMib(Contender contender) {
        return Spread.of(rounds.getOrDefault(contender, List.of()), pass -> pass.heapBytes() / MIB);
    }

    /** Collections of garbage for each million elements, over all rounds. */
    public double collectionsPerMillion(Contender contender) {
        List<Measurement> all = rounds.getOrDefault(contender, List.of());
        double collections = all.stream().mapToLong(Measurement::collections).sum();
        return collections * 1e6 / all.stream().mapToLong(Measurement::elements).sum();
    }
}
