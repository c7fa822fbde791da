// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

/** What is accumulated for one key in one slice or window. Made, filled and merged by {@link Aggregation}. */
final class Cell {
    final Object[] accumulators;
    long count;

    Cell(Object[] accumulators) {
        this.accumulators = accumulators;
    }
}
