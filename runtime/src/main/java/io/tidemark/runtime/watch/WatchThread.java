// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.watch;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks at things once a second, one after the other, on a thread of its own, until it is closed. */
public final class WatchThread implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "tidemark-watch");
        made.setDaemon(true);
        return made;
    });

    private WatchThread() {}

    /**
     * Starts it.
     *
     * @param looks which must not throw: none of them would happen again
     */
    public static WatchThread start(List<Runnable> looks) {
        WatchThread thread = new WatchThread();
        ScheduledFuture<?> unused =
                thread.thread.scheduleWithFixedDelay(() -> looks.forEach(Runnable::run), 1, 1, TimeUnit.SECONDS);
        return thread;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
