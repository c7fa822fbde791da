// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import org.jspecify.annotations.Nullable;

/**
 * The element of random cases.
 *
 * @param number unique in the case, also the record's offset
 * @param key null for none
 * @param id null for none
 * @param value an integer, so that sums are exact in any order; NaN for none
 * @param excluded whether a filter leaves it out
 * @param critical whether it fires a trigger on critical elements
 * @param mark whether it says where time stands (punctuated watermarks)
 */
record TestElement(
        long number,
        @Nullable String key,
        @Nullable String id,
        double value,
        boolean excluded,
        boolean critical,
        boolean mark) {
    boolean included() {
        return !excluded;
    }
}
