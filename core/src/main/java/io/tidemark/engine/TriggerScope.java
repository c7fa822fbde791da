// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.trigger.TriggerContext;
import org.jspecify.annotations.Nullable;

/** What a trigger sees, pointed at one window after another. */
final class TriggerScope implements TriggerContext {
    private final Emitter<?, ?> emitter;
    private @Nullable WindowState state;
    private long processingTime = Long.MIN_VALUE;

    TriggerScope(Emitter<?, ?> emitter) {
        this.emitter = emitter;
    }

    TriggerScope at(WindowState window) {
        state = window;
        return this;
    }

    void setProcessingTime(long now) {
        processingTime = now;
    }

    @Override
    public long state(int slot) {
        return window().triggerState[slot];
    }

    @Override
    public void setState(int slot, long value) {
        window().triggerState[slot] = value;
    }

    @Override
    public long processingTime() {
        return processingTime;
    }

    @Override
    public long watermark() {
        return emitter.watermark();
    }

    @Override
    public long windowStart() {
        return window().start;
    }

    @Override
    public long windowEnd() {
        return window().end;
    }

    private WindowState window() {
        WindowState window = state;
        if (window == null) {
            throw new IllegalStateException("a trigger's context was used outside a call of the trigger");
        }
        return window;
    }
}
