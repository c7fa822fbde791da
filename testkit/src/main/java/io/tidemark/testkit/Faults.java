// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import java.io.IOException;
import java.util.Random;

/**
 * Decides from a seed which calls fail. One of them may serve several decorators; used by one thread, it decides the same in each run.
 *
 * <p>A call fails before it has done anything, or after it has done everything: the answer that is lost on its way. Whoever called cannot tell which.
 */
public final class Faults {
    private final long seed;
    private final double rate;
    private final Random random;

    /** The only call that fails, or 0. */
    private final long only;

    private final Moment onlyMoment;
    private long calls;
    private long injected;
    private boolean stopped;

    /**
     * Faults.
     *
     * @param rate which share of the calls fails, from 0 to 1
     */
    public Faults(long seed, double rate) {
        this(seed, rate, 0, Moment.NEVER);
    }

    private Faults(long seed, double rate, long only, Moment onlyMoment) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a rate is from 0 to 1, but this is " + rate);
        }
        this.seed = seed;
        this.rate = rate;
        this.random = new Random(seed);
        this.only = only;
        this.onlyMoment = onlyMoment;
    }

    /** One fault: the call {@code call}, counted from 1, fails, before it has done anything or {@code after} it. To let each call of a script fail in turn. */
    public static Faults at(long call, boolean after) {
        if (call < 1) {
            throw new IllegalArgumentException("calls are counted from 1, but this is " + call);
        }
        return new Faults(0, 0, call, after ? Moment.AFTER : Moment.BEFORE);
    }

    /** How many calls were made to fail. */
    public synchronized long injected() {
        return injected;
    }

    /** No more of them: from now on, what is tested must recover. */
    public synchronized void stop() {
        stopped = true;
    }

    /** Lets a call fail before it does anything, if at all. */
    void before(String call) throws IOException {
        if (next() != Moment.NEVER) {
            throw injected("before", call);
        }
    }

    /** Makes a call, and lets it fail before or after. */
    void around(String call, IoAction action) throws IOException {
        Moment moment = next();
        if (moment == Moment.BEFORE) {
            throw injected("before", call);
        }
        action.run();
        if (moment == Moment.AFTER) {
            throw injected("after", call);
        }
    }

    private synchronized Moment next() {
        calls++;
        if (calls == only && !stopped) {
            return onlyMoment;
        }
        // Two numbers for each call, whatever the first one says, so that a decision does not depend on earlier ones.
        boolean fails = random.nextDouble() < rate;
        Moment moment = random.nextBoolean() ? Moment.BEFORE : Moment.AFTER;
        return fails && !stopped ? moment : Moment.NEVER;
    }

    private synchronized IOException injected(String when, String call) {
        injected++;
        return new IOException("injected " + when + " " + call + " (seed " + seed + ", call " + calls + ")");
    }

    /** When a call fails. */
    private enum Moment {
        NEVER,
        BEFORE,
        AFTER
    }
}
