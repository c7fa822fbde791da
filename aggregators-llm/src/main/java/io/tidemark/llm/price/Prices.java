// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.price;

/** Prices of which the table may be replaced. May be used by several threads. */
public sealed interface Prices permits PriceTable, LivePrices {
    /** The table that holds now; to be asked for with each element. */
    PriceTable now();
}
