// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Optional;

/**
 * What a job measures.
 *
 * @param pipeline what its pipeline does
 * @param checkpoints what they took; empty of a job that takes none
 * @param isHeldBack whether its source waits now, because the state on the heap has used up its budget
 * @param heldBackSeconds how long it did in this process
 */
public record JobMeasures(
        PipelineMeasures pipeline,
        Optional<CheckpointMeasures> checkpoints,
        boolean isHeldBack,
        double heldBackSeconds) {
    /** How long nothing was read because the heap was full or the workers were behind. */
    public double backpressureSeconds() {
        return heldBackSeconds + pipeline.waitedSeconds();
    }
}
