// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Collects the violations of one call protocol. Each is thrown where it happens, and kept for the case that a thread of its own swallows it. */
final class Protocol {
    private final String of;
    private final List<String> violations = new CopyOnWriteArrayList<>();

    Protocol(String of) {
        this.of = of;
    }

    /** Throws when a rule does not hold. */
    void require(boolean holds, Supplier<String> rule) {
        if (!holds) {
            throw broken(rule.get());
        }
    }

    AssertionError broken(String rule) {
        String violation = of + " protocol: " + rule;
        violations.add(violation);
        return new AssertionError(violation);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
