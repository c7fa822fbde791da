// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sees to it that one thread at a time is in certain calls. */
final class OneAtATime {
    private final Protocol protocol;
    private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();

    OneAtATime(Protocol protocol) {
        this.protocol = protocol;
    }

    void run(String call, IoAction action) throws IOException {
        @Nullable Thread other = inside.compareAndExchange(null, Thread.currentThread());
        if (other == Thread.currentThread()) {
            throw protocol.broken("%s() was called from within another call".formatted(call));
        }
        protocol.require(
                other == null,
                () -> "%s() was called while %s was in another call: one thread at a time".formatted(call, other));
        try {
            action.run();
        } finally {
            inside.set(null);
        }
    }
}
