// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.detect.Detector;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.runtime.bind.Place;
import io.tidemark.view.GapFilling;
import io.tidemark.window.Windowing;
import java.util.List;
import java.util.Optional;

/**
 * One view of the job.
 *
 * @param place where it stands
 * @param name unique in the job
 * @param join what it joins; then all other fields are those of joined elements
 * @param events the types of the events it takes; empty for all
 * @param key field paths; empty for one global key
 * @param windowing into which windows
 * @param watermark when time passes
 * @param allowedLateness ms
 * @param accumulation how panes relate
 * @param dedup which elements are the same
 * @param trigger when panes are emitted
 * @param aggregates what a pane holds, in order
 * @param detectors what watches its panes
 * @param gapFilling what panes windows without elements have
 */
public record ViewConfig(
        Place place,
        String name,
        Optional<JoinConfig> join,
        List<String> events,
        List<String> key,
        Windowing<Object> windowing,
        WatermarkConfig watermark,
        long allowedLateness,
        AccumulationMode accumulation,
        Optional<DedupConfig> dedup,
        TriggerConfig trigger,
        List<AggregateConfig> aggregates,
        List<Detector> detectors,
        Optional<GapFilling> gapFilling) {
    /** The same with {@code watching}. */
    ViewConfig with(List<Detector> watching) {
        return new ViewConfig(
                place,
                name,
                join,
                events,
                key,
                windowing,
                watermark,
                allowedLateness,
                accumulation,
                dedup,
                trigger,
                aggregates,
                watching,
                gapFilling);
    }
}
