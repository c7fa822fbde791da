// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Tries again what may go better a little later, with waits that grow and differ, until there was time enough. */
final class Attempts {
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(5);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final double GROWTH = 2;
    private static final double SPREAD = 0.5;

    private final Failures failures;
    private final Duration each;
    private final RetryConfig retry;

    /** As many as go, by and large, into {@code limit}. */
    Attempts(Failures failures, Duration limit) {
        this.failures = failures;
        each = limit.dividedBy(2).compareTo(LONGEST_ATTEMPT) < 0 ? limit.dividedBy(2) : LONGEST_ATTEMPT;
        retry = RetryConfig.custom()
                .maxAttempts(count(limit))
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(FIRST_WAIT, GROWTH, SPREAD, LONGEST_WAIT))
                .retryOnException(Failures::isTransient)
                .build();
    }

    private int count(Duration limit) {
        int count = 0;
        Duration wait = FIRST_WAIT;
        for (Duration spent = Duration.ZERO;
                spent.compareTo(limit) < 0;
                spent = spent.plus(each).plus(wait)) {
            count++;
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
        return Math.max(1, count);
    }

    /** How long one attempt may take. */
    Duration each() {
        return each;
    }

    /**
     * Does {@code work}, again while it fails in a way that may pass.
     *
     * @throws IOException what it failed with last
     */
    <T> T of(String doing, Callable<T> work) throws IOException {
        try {
            return Retry.of(doing, retry).executeCallable(work);
        } catch (IOException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + doing, e);
        } catch (Exception e) {
            throw failures.of(doing, e);
        }
    }

    /** As {@link #of}, but a failure of Kafka's is thrown as it is. */
    <T> void plain(String doing, Supplier<T> work) {
        Retry.of(doing, retry).executeSupplier(work);
    }
}
