// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The writing of a checkpoint beside the job's work, one at a time. The job's thread begins it, and takes note of its end. */
final class CheckpointTask {
    private final Executor executor;
    private @Nullable FutureTask<Boolean> running;

    /** On {@code executor}; one that runs what it is given at once makes the job wait. */
    CheckpointTask(Executor executor) {
        this.executor = executor;
    }

    /** Begins {@code writing}, which says whether all of it was done. */
    void begin(Callable<Boolean> writing) {
        FutureTask<Boolean> task = new FutureTask<>(writing);
        running = task;
        executor.execute(task);
    }

    /** Whether one was begun whose end was not taken note of. */
    boolean isBegun() {
        return running != null;
    }

    /** Whether the one that was begun has ended. */
    boolean isDone() {
        return running != null && running.isDone();
    }

    /**
     * Waits for the end of the one that was begun, and takes note of it; says what it said.
     *
     * @throws IOException that it threw
     */
    boolean end() throws IOException {
        FutureTask<Boolean> task = running;
        if (task == null) {
            throw new IllegalStateException("no checkpoint is being written");
        }
        running = null;
        // If nobody has begun with it yet, it is done here; otherwise this does nothing.
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a checkpoint is written", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("writing a checkpoint failed: " + e.getCause(), e.getCause());
        }
    }
}
