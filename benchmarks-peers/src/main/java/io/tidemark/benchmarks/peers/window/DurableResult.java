// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.Case;
import io.tidemark.benchmarks.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all contenders of a case of {@link DurableReport} did, round by round. */
final class DurableResult {
    private final Case measured;
    private final Map<DurableContender, List<DurablePass>> with = new EnumMap<>(DurableContender.class);
    private final Map<DurableContender, List<DurablePass>> without = new EnumMap<>(DurableContender.class);
    private Optional<DurablePass> first = Optional.empty();

    DurableResult(Case measured) {
        this.measured = measured;
    }

    /**
     * Adds a round.
     *
     * @param passes the short one, the one without checkpoints if the contender can do without, and the one with them
     * @throws IllegalStateException when the panes of the short pass are not those of all others
     */
    void add(DurableContender contender, List<DurablePass> passes) {
        DurablePass shortPass = passes.get(0);
        DurablePass expected = first.orElse(shortPass);
        if (shortPass.checksum() != expected.checksum() || shortPass.panes() != expected.panes()) {
            throw new IllegalStateException(measured.title() + ": " + contender.title() + " emitted "
                    + shortPass.panes() + " panes with the checksum " + shortPass.checksum()
                    + ", but those before emitted " + expected.panes() + " with " + expected.checksum());
        }
        first = Optional.of(expected);
        if (contender.isOnHeap()) {
            without.computeIfAbsent(contender, absent -> new ArrayList<>()).add(passes.get(1));
        }
        with.computeIfAbsent(contender, absent -> new ArrayList<>()).add(passes.get(passes.size() - 1));
    }

    Case measured() {
        return measured;
    }

    /** The passes with checkpoints. */
    Map<DurableContender, List<DurablePass>> with() {
        return with;
    }

    /** The passes without, of those who can do without. */
    Map<DurableContender, List<DurablePass>> without() {
        return without;
    }

    /** Elements for each second with checkpoints. */
    Spread rate(DurableContender contender) {
        return Spread.of(with.getOrDefault(contender, List.of()), DurablePass::perSecond);
    }
}
