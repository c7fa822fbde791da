// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.checkpoint.Checkpoint;

/** Measures checkpoints, one after another; the job's thread begins one, and maybe another one ends it. */
final class CheckpointMeter {
    private final Measure seconds = Measure.ofWaits();
    private long begun;
    private long failures;
    private long bytes;

    /** One begins. */
    synchronized void begin() {
        begun = Stopwatch.nanos();
    }

    /** It is written. */
    synchronized void written(Checkpoint checkpoint) {
        bytes = checkpoint.bytes();
    }

    /** It is done. */
    synchronized void end() {
        seconds.addSince(begun);
    }

    /** It could not be written. */
    synchronized void fail() {
        failures++;
    }

    /** All so far. */
    synchronized CheckpointMeasures measures() {
        return new CheckpointMeasures(seconds.distribution(), failures, bytes);
    }
}
