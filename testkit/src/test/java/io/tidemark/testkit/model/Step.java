// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

/** One step of a script. */
sealed interface Step {
    /** Declares a partition (rule W3). */
    record Declare(int partition) implements Step {}

    /** Processing time is {@code now}. */
    record Advance(long now) implements Step {}

    /** An element comes. */
    record Add(int partition, TestElement element, long timestamp) implements Step {}

    /** A record comes that cannot be decoded. */
    record Invalid(int partition, long offset) implements Step {}

    /** For the next {@code millis} of processing time nobody polls. */
    record Pause(long millis) implements Step {}

    /** The source says that the watermark is at least {@code watermark}. */
    record SourceWatermark(long watermark) implements Step {}

    /** The input ends. */
    record End() implements Step {}
}
