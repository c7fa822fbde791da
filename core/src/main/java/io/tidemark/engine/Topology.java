// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.view.View;
import io.tidemark.watermark.WatermarkSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline consists of: the views, the lanes that they share, and the watermarks that they share.
 *
 * @param views with their places, in order
 * @param lanes by index
 * @param watermarks what is tracked, by tracker
 * @param isSaved whether checkpoints are taken
 * @param warm where state is that is not on the heap; null for nowhere
 * @param <E> the element
 */
record Topology<E>(
        List<Placed<E>> views,
        List<Lane<E, ?>> lanes,
        List<WatermarkSpec<E>> watermarks,
        boolean isSaved,
        @Nullable WarmTier warm) {
    /**
     * A view, and where it is.
     *
     * @param view its definition
     * @param lane the index of its lane
     * @param indexInLane its index there
     * @param tracker the index of its watermark
     * @param <E> the element
     */
    record Placed<E>(View<E, ?> view, int lane, int indexInLane, int tracker) {}

    static <E> Topology<E> of(List<? extends View<E, ?>> views, boolean isSaved, @Nullable WarmTier warm) {
        List<Lane<E, ?>> lanes = Lane.of(views);
        List<WatermarkSpec<E>> watermarks =
                views.stream().map(view -> view.watermarks()).distinct().toList();
        List<Placed<E>> placed = new ArrayList<>();
        for (View<E, ?> view : views) {
            for (Lane<E, ?> lane : lanes) {
                int index = lane.views().indexOf(view);
                if (index >= 0) {
                    placed.add(new Placed<>(view, lane.index(), index, watermarks.indexOf(view.watermarks())));
                }
            }
        }
        return new Topology<>(List.copyOf(placed), lanes, watermarks, isSaved, warm);
    }

    /** The definitions of the views, in order. */
    List<View<E, ?>> definitions() {
        List<View<E, ?>> definitions = new ArrayList<>();
        views.forEach(placed -> definitions.add(placed.view()));
        return definitions;
    }

    /** The watermark of {@code view}. */
    int tracker(View<E, ?> view) {
        return watermarks.indexOf(view.watermarks());
    }

    /** A router to {@code parallelism} workers for each lane. */
    List<LaneRouter<E, ?>> routers(int parallelism, Outputs outputs) {
        List<LaneRouter<E, ?>> routers = new ArrayList<>();
        for (Lane<E, ?> lane : lanes) {
            // Views of a lane with deduplication have one watermark.
            routers.add(new LaneRouter<>(lane, tracker(lane.views().get(0)), parallelism, outputs, isSaved));
        }
        return routers;
    }

    /** An empty batch with a column for each watermark and each lane. */
    Batch<E> newBatch() {
        return new Batch<>(watermarks.size(), lanes.size());
    }

    /** Whether anything is due at processing times within the workers. */
    boolean watchesProcessingTime() {
        return views.stream().anyMatch(placed -> Planner.watchesProcessingTime(placed.view()));
    }

    /** Whether a view's watermark moves with every tick of the processing clock. */
    static boolean isClocked(View<?, ?> view) {
        return view.watermarks().followsProcessingTime() && view.watermarks().emitInterval() == 0;
    }
}
