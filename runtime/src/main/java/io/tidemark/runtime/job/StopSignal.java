// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells a running job to stop, and lets it wait a little without missing that. */
public final class StopSignal {
    private final CountDownLatch stop = new CountDownLatch(1);

    /** A signal that was not given yet. */
    public StopSignal() {}

    /** Gives it. */
    public void stop() {
        stop.countDown();
    }

    /** Whether it was given. */
    public boolean isStopped() {
        return stop.getCount() == 0;
    }

    /** Waits for {@code millis}, or until it is given. */
    public void await(long millis) {
        try {
            if (stop.await(millis, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            stop.countDown();
            Thread.currentThread().interrupt();
        }
    }
}
