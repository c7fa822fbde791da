// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.element.InvalidReason;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline measures, beside what it counts; in this process, but for the dead letters, which are part of checkpoints.
 *
 * @param views in order
 * @param deadLetters how many there were, by reason; in a checkpoint that is older than this number there are none
 * @param elementSeconds what a worker took for an element: the time of a batch, divided by its elements
 * @param emissionSeconds from the watermark's passing the end of windows until their panes were handed to the sinks: for each worker and batch that completes windows, that of the last one
 * @param stateSeconds what reads and writes of the warm tier took, by operation; empty without one
 * @param waitedSeconds how long the feeding thread waited for workers
 */
public record PipelineMeasures(
        List<ViewMeasures> views,
        Map<InvalidReason, Long> deadLetters,
        Distribution elementSeconds,
        Distribution emissionSeconds,
        Map<String, Distribution> stateSeconds,
        double waitedSeconds) {

    /**
     * What is measured of a view.
     *
     * @param view its name
     * @param windowsCreated pieces of state that were begun for a key: windows; of windows that share slices, slices, of which a tumbling window is one; of count windows, parts
     * @param watermarkAdvances batches after which its watermark was further than before
     * @param windowElements the elements of windows when they were complete
     */
    public record ViewMeasures(String view, long windowsCreated, long watermarkAdvances, Distribution windowElements) {}
}
