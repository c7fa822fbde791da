// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

/** What an {@link AggregateFunction}'s accumulator may be as well: one that knows how its numbers are spread, so that windows can be compared by that. */
@FunctionalInterface
public interface Distribution {
    /** Hands over the numbers, ascending, each once with how many there are. Numbers that the accumulator does not tell apart are handed over as one of them. */
    void forEachNumber(Visitor visitor);

    /** Takes numbers. */
    @FunctionalInterface
    interface Visitor {
        /** There are {@code count} of {@code number}; at least one. */
        void visit(double number, long count);
    }
}
