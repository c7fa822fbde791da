// SPDX-License-Identifier: Apache-2.0
package io.tidemark.watermark;

/**
 * The watermark: W means that no element with timestamp &lt; W is expected (rule W1). A window {@code [start, end)} is complete when {@code W >= end}.
 *
 * <p>Flink's watermark is {@code <= W} and its windows end at {@code maxTimestamp() = end - 1}: when comparing, Flink's watermark = ours - 1.
 */
public final class Watermark {
    /** Before the first element: anything may come. */
    public static final long MIN = Long.MIN_VALUE;

    /** After the end of input: nothing comes any more. */
    public static final long MAX = Long.MAX_VALUE;

    private Watermark() {}
}
