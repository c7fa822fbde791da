// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.Delays.Summary;
import io.tidemark.benchmarks.Measurement;
import io.tidemark.benchmarks.Spread;
import io.tidemark.benchmarks.Timing;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How late panes and elements of one contender were in one pass.
 *
 * @param perSecond the pace
 * @param panes all of them
 * @param first those that were the first of their firing
 * @param last those that were the last of their firing
 * @param elements until they were applied to state; empty when they were not timed
 * @param measurement of the whole pass, the warming up included
 */
record EmissionPass(
        long perSecond, Summary panes, Summary first, Summary last, Summary elements, Measurement measurement) {
    /** What {@code timing} saw. */
    static EmissionPass of(long perSecond, Timing timing, Measurement measurement) {
        return new EmissionPass(
                perSecond, timing.panes(), timing.firstPanes(), timing.lastPanes(), timing.elements(), measurement);
    }

    /** Who computes a case with elements that are due one after the other. */
    @FunctionalInterface
    interface Contender {
        /** One pass over the first {@code elements}. */
        Measurement run(long elements, Timing timing);
    }

    /** Of which delays. */
    @FunctionalInterface
    interface Of {
        Summary in(EmissionPass pass);
    }

    /** One of the percentiles, in ms, in each of the passes. */
    static Spread millis(List<EmissionPass> passes, Of of, ToDoubleFunction<Summary> percentile) {
        return Spread.of(passes, pass -> percentile.applyAsDouble(of.in(pass)));
    }
}
