// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * The seed of a randomised test: a new one in each run, named when the test fails, and taken back with {@code -Dtidemark.seed=}.
 *
 * <pre>{@code
 * @RegisterExtension
 * final Seeds seeds = new Seeds();
 * }</pre>
 */
public final class Seeds implements TestExecutionExceptionHandler {
    /** The system property that fixes the seed. */
    public static final String PROPERTY = "tidemark.seed";

    private final long seed;

    /** A seed from the system property, or a new one. */
    public Seeds() {
        seed = Long.getLong(PROPERTY, new Random().nextLong());
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    /** A generator that begins with the seed; two of them yield the same. */
    public Random random() {
        return new Random(seed);
    }

    /** Adds how to repeat the test to its failure. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        failure.addSuppressed(new AssertionError("repeat with -D" + PROPERTY + "=" + seed));
        throw failure;
    }
}
