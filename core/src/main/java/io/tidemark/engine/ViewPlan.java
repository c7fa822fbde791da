// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.OptionalLong;

/**
 * How the engine computes a view, for people to read.
 *
 * @param view the view's name
 * @param path which way its elements go
 * @param reason why that one
 * @param sliceMillis the width of a slice where all slices have one; empty elsewhere
 * @param windowsPerElement how many windows hold an element at most; empty where that depends on the elements
 * @param accumulators how many accumulators each key has in a slice or window
 */
public record ViewPlan(
        String view,
        Path path,
        String reason,
        OptionalLong sliceMillis,
        OptionalLong windowsPerElement,
        int accumulators) {
    /** The ways that an element can go. */
    public enum Path {
        /** One update of one slice, whatever the number of windows. */
        SLICED,
        /** Sessions that merge, one accumulator each. */
        SESSION,
        /** An accumulator, and a trigger's state, for each key and window. */
        GENERAL,
        /** Slices of each key's ordinals. */
        COUNT
    }
}
