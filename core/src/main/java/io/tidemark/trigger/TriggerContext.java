// SPDX-License-Identifier: Apache-2.0
package io.tidemark.trigger;

/**
 * What a trigger sees of one key's window: its own state, and the time.
 *
 * <p>The state is {@link Trigger#slots()} longs, all 0 for a new window. It is part of a checkpoint.
 */
public interface TriggerContext {
    /** The state in {@code slot}, from 0. */
    long state(int slot);

    /** Sets the state in {@code slot}. */
    void setState(int slot, long value);

    /** Now, in processing time, epoch ms. */
    long processingTime();

    /** The view's watermark. */
    long watermark();

    /** The window's start. */
    long windowStart();

    /** The window's end. */
    long windowEnd();
}
