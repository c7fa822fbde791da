// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.job.StopSignal;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Those of this process. A SIGTERM or Ctrl-C makes the JVM run its hooks and then end with a code of its own: the hook gives the signal and waits, so that the job can end
 * in order, and {@link #exit} then ends the process with the job's code.
 */
public final class SystemShutdownHooks implements ShutdownHooks {
    /** Enough for a last checkpoint; who waits for a broker that is gone would wait in vain, and a supervisor that gives 30 s then kills. */
    private static final long MOST_SECONDS = 10;

    /** Never opened: {@link #exit} ends the process, and with it the wait. */
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile boolean isEnding;

    /** No hooks yet. */
    public SystemShutdownHooks() {}

    @Override
    public int during(StopSignal stop, Callable<Integer> work) throws Exception {
        Thread hook = new Thread(() -> endInOrder(stop), "tidemark-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            if (!isEnding) {
                removeHook(hook);
            }
        }
    }

    /** Ends the process with {@code code}. */
    public void exit(int code) {
        if (isEnding) {
            Runtime.getRuntime().halt(code);
        }
        System.exit(code);
    }

    private void endInOrder(StopSignal stop) {
        isEnding = true;
        stop.stop();
        try {
            if (!ended.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("tidemark: the job did not stop within " + MOST_SECONDS
                        + " s and is cut off: what was not committed is done again at its next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process began to end just now, and the hook waits for exit().
            isEnding = true;
        }
    }
}
