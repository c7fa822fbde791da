// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.watch;

import io.tidemark.runtime.job.Inquiries;
import io.tidemark.runtime.metrics.MetricsSnapshot;
import io.tidemark.time.ProcessingClock;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Has a {@link JobWatch} look at the job that runs once a second, on a thread of its own, until it is closed. While no job answers there is nothing to see. */
public final class WatchThread implements AutoCloseable {
    private static final long TIMEOUT_MILLIS = 5_000;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "tidemark-watch");
        made.setDaemon(true);
        return made;
    });

    private WatchThread() {}

    /** Starts it. */
    public static WatchThread start(JobWatch watch, Inquiries inquiries, ProcessingClock clock) {
        WatchThread thread = new WatchThread();
        // What would fail it is a fault of a worker, which ends the job.
        ScheduledFuture<?> unused =
                thread.thread.scheduleWithFixedDelay(() -> look(watch, inquiries, clock), 1, 1, TimeUnit.SECONDS);
        return thread;
    }

    private static void look(JobWatch watch, Inquiries inquiries, ProcessingClock clock) {
        MetricsSnapshot now;
        try {
            now = inquiries.ask(running -> MetricsSnapshot.of(running, clock.millis()), TIMEOUT_MILLIS);
        } catch (Inquiries.NoAnswerException | IOException e) {
            // It is asked again.
            return;
        }
        watch.look(now);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
