// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.Case;
import io.tidemark.benchmarks.CaseResult;
import io.tidemark.benchmarks.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all contenders of a case of {@link EmissionReport} did, pass by pass. */
final class EmissionResult {
    /** How we are named. */
    static final String OURS = "Tidemark";

    private final Case measured;
    private final CaseResult checks;
    private final Map<String, List<EmissionPass>> panes = new LinkedHashMap<>();
    private final Map<String, List<EmissionPass>> elements = new LinkedHashMap<>();

    EmissionResult(Case measured) {
        this.measured = measured;
        checks = new CaseResult(measured);
    }

    Case measured() {
        return measured;
    }

    /** Compares the panes of a pass with those of all others that had so many elements. */
    void check(String contender, Measurement measurement) {
        checks.check(contender, measurement);
    }

    /** A pass at the pace that all have. */
    void addPanes(String contender, EmissionPass pass) {
        panes.computeIfAbsent(contender, absent -> new ArrayList<>()).add(pass);
    }

    /** A pass at half of what the contender can do at most. */
    void addElements(String contender, EmissionPass pass) {
        elements.computeIfAbsent(contender, absent -> new ArrayList<>()).add(pass);
    }

    /** The passes at the pace that all have, by contender. */
    Map<String, List<EmissionPass>> panes() {
        return panes;
    }

    /** The passes at half of what each can do at most; empty when elements are not timed. */
    Map<String, List<EmissionPass>> elements() {
        return elements;
    }
}
