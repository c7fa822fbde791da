// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import org.jspecify.annotations.Nullable;

/** Keeps what is not a number out of results. */
public final class Results {
    private Results() {}

    /** {@code value}, or null when it is {@code NaN} or infinite: of nothing there is no mean (rule A3). */
    public static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
