// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.github.resilience4j.core.IntervalFunction;
import io.tidemark.runtime.problem.ConfigurationException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Runs a job while it is this process's turn, and stands by while it is not. After a failure that may pass, the job is opened anew, from its last commit: with waits in between that grow and
 * differ, for ever, since giving up would help nobody.
 */
public final class ActiveStandby {
    private static final long STEP_MILLIS = 100;

    /** A broker waits three seconds for other members before it gives the first one its turn; that is no standing by. */
    private static final long SAID_AFTER_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** Who has run for so long begins with short waits again. */
    private static final long LONG_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final IntervalFunction WAITS =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(500), 2, 0.5, Duration.ofSeconds(30));

    private final Turns turns;
    private final Predicate<Throwable> mayPass;
    private final Consumer<JobPhase> phases;
    private final Consumer<String> say;
    private int failures;

    /**
     * A run of a job.
     *
     * @param mayPass whether a failure is none of the job's or of its configuration
     * @param phases takes what becomes of it, while it does not run
     * @param say takes what somebody may want to know, in one line
     */
    public ActiveStandby(Turns turns, Predicate<Throwable> mayPass, Consumer<JobPhase> phases, Consumer<String> say) {
        this.turns = turns;
        this.mayPass = mayPass;
        this.phases = phases;
        this.say = say;
    }

    /** Opens the job, runs it until its end, a stop or the end of its turn, and closes it. */
    @FunctionalInterface
    public interface Attempt {
        /** What was done; nothing when the turn was over. */
        Optional<Summary> run() throws IOException, ConfigurationException;
    }

    /**
     * Runs {@code attempt} when it is this process's turn, as often as it takes.
     *
     * @return what was done; nothing when {@code stop} came while it stood by
     */
    public Optional<Summary> run(Attempt attempt, StopSignal stop) throws IOException, ConfigurationException {
        while (awaitTurn(stop)) {
            long begin = System.nanoTime();
            try {
                Optional<Summary> done = attempt.run();
                if (done.isPresent()) {
                    return done;
                }
                say.accept("another process may have this job's turn: the job is closed, and goes on where it was"
                        + " committed last");
            } catch (IOException | RuntimeException e) {
                pause(e, System.nanoTime() - begin, stop);
            }
        }
        return Optional.empty();
    }

    private boolean awaitTurn(StopSignal stop) throws IOException {
        long begin = System.nanoTime();
        boolean isSaid = false;
        while (!stop.isStopped()) {
            if (isTurn()) {
                phases.accept(JobPhase.STARTING);
                if (isSaid) {
                    say.accept("it is this process's turn: the job goes on");
                }
                return true;
            }
            if (!isSaid && System.nanoTime() - begin > SAID_AFTER_NANOS) {
                isSaid = true;
                phases.accept(JobPhase.STANDING_BY);
                say.accept(
                        "standing by: another process runs this job, or no broker says yet whose turn it is. This one"
                                + " takes over when the other one ends, dies or hangs");
            }
        }
        return false;
    }

    private boolean isTurn() throws IOException {
        try {
            return turns.await(STEP_MILLIS);
        } catch (IOException e) {
            if (!mayPass.test(e)) {
                throw e;
            }
            return false;
        }
    }

    private void pause(Exception failure, long nanos, StopSignal stop) throws IOException {
        // Who is told to stop, and cannot take the last checkpoint, says so.
        if (stop.isStopped() || !mayPass.test(failure)) {
            throw rethrown(failure);
        }
        failures = nanos > LONG_NANOS ? 1 : failures + 1;
        long millis = WAITS.apply(failures);
        say.accept(message(failure) + ". The job goes on from its last commit, in " + millis + " ms");
        stop.await(millis);
    }

    /** The failure as it is; of this, a caller need not know more than that. */
    private static IOException rethrown(Exception failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return failure instanceof IOException io ? io : new IOException(failure);
    }

    /** Workers hand on what failed in them as the cause of another exception. */
    private static String message(Throwable failure) {
        Throwable told = failure;
        while (!(told instanceof IOException) && told.getCause() != null) {
            told = told.getCause();
        }
        return String.valueOf(told.getMessage());
    }
}
