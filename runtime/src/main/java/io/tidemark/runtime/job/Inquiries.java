// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the job that runs, answered on its own thread between two polls: so each answer is of one moment, and nothing of the job has to be safe for other threads.
 *
 * <p>Protocol: the job's thread calls {@link #begin}, {@link #answer} after each poll, and {@link #end}; any other thread calls {@link #ask}. A process may run the job several times, one after another.
 */
public final class Inquiries {
    /** More do not wait at once. */
    private static final int MOST = 256;

    private final BlockingQueue<FutureTask<?>> waiting = new ArrayBlockingQueue<>(MOST);
    private volatile @Nullable RunningJob running;
    private volatile JobPhase phase = JobPhase.STARTING;

    /** Of a job that does not run yet. */
    public Inquiries() {}

    /**
     * Something to be found out.
     *
     * @param <T> the answer, which is not part of the job's state
     */
    @FunctionalInterface
    public interface Inquiry<T> {
        /** Finds it out, in a short time. */
        T ask(RunningJob job) throws IOException;
    }

    /** There was no answer, which may change; the message says why. */
    public static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswerException(String message) {
            super(message);
        }
    }

    /** What the process does with the job. */
    public JobPhase phase() {
        return phase;
    }

    /** The process does something else with the job now. */
    public void enter(JobPhase now) {
        phase = now;
    }

    /** {@code job} is open and runs. */
    void begin(RunningJob job) {
        running = job;
        phase = JobPhase.RUNNING;
    }

    /** Answers what was asked. */
    void answer() {
        if (waiting.isEmpty()) {
            return;
        }
        List<FutureTask<?>> now = new ArrayList<>(MOST);
        waiting.drainTo(now);
        now.forEach(FutureTask::run);
    }

    /** The job is about to be closed: nobody gets an answer any more. */
    void end(JobPhase next) {
        running = null;
        phase = next;
        List<FutureTask<?>> left = new ArrayList<>(MOST);
        waiting.drainTo(left);
        left.forEach(task -> task.cancel(false));
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws NoAnswerException when the job does not run, has no time for so long, or too many ask
     * @throws IOException when what was asked failed
     */
    public <T> T ask(Inquiry<T> inquiry, long timeoutMillis) throws NoAnswerException, IOException {
        if (running == null) {
            throw new NoAnswerException(phase.told());
        }
        // The job that runs then, which may be another one.
        FutureTask<T> task = new FutureTask<>(() -> inquiry.ask(Objects.requireNonNull(running)));
        if (!waiting.offer(task)) {
            throw new NoAnswerException("too many questions wait for the job already");
        }
        if (running == null) {
            task.cancel(false);
        }
        return answer(task, timeoutMillis);
    }

    private <T> T answer(FutureTask<T> task, long timeoutMillis) throws NoAnswerException, IOException {
        try {
            return task.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (CancellationException e) {
            throw new NoAnswerException(phase.told());
        } catch (TimeoutException e) {
            task.cancel(false);
            throw new NoAnswerException("the job had no time to answer for " + timeoutMillis + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("the server stops");
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }
}
