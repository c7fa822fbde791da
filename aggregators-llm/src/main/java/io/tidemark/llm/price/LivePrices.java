// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.price;

import io.tidemark.aggregate.LiveTable;
import org.jspecify.annotations.Nullable;

/**
 * The prices of a table whose rows may be replaced while a job runs. Equal when the table is the same one.
 *
 * <p>Trap: who replaces the rows must have made a {@link PriceTable} of them before, for one that cannot be made fails the element that asks first.
 */
public final class LivePrices implements Prices {
    private final LiveTable source;
    private volatile Made last;

    /** What was made of the rows of a version, or of newer ones; then it is made again. */
    private record Made(int version, PriceTable table) {
        static Made of(LiveTable source) {
            return new Made(source.version(), PriceTable.of(source.rows()));
        }
    }

    /**
     * The prices of {@code source}.
     *
     * @throws IllegalArgumentException as {@link PriceTable#of}, for the rows that it has now
     */
    public LivePrices(LiveTable source) {
        this.source = source;
        last = Made.of(source);
    }

    @Override
    public PriceTable now() {
        Made made = last;
        if (made.version() != source.version()) {
            // Two threads may both make it; both tables say the same.
            made = Made.of(source);
            last = made;
        }
        return made.table();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LivePrices that && source == that.source;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(source);
    }

    @Override
    public String toString() {
        return now().toString();
    }
}
