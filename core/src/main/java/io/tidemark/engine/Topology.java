// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.join.Join;
import io.tidemark.view.View;
import io.tidemark.watermark.WatermarkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline consists of: the views, the lanes that they share, and the watermarks that they share.
 *
 * @param views with their places, in order
 * @param lanes by index
 * @param watermarks what is tracked, by tracker
 * @param joints the joins, by index
 * @param isSaved whether checkpoints are taken
 * @param warm where state is that is not on the heap; null for nowhere
 * @param <E> the element
 */
record Topology<E>(
        List<Placed<E>> views,
        List<Lane<E, ?>> lanes,
        List<WatermarkSpec<E>> watermarks,
        List<Joint<E>> joints,
        boolean isSaved,
        @Nullable WarmTier warm,
        int panesInARow) {
    /**
     * A view, and where it is.
     *
     * @param view its definition
     * @param lane the index of its lane
     * @param indexInLane its index there
     * @param tracker the index of its watermark
     * @param joint the index of its join; negative when it has none
     * @param <E> the element
     */
    record Placed<E>(View<E, ?> view, int lane, int indexInLane, int tracker, int joint) {}

    /**
     * A join, and which views are over it.
     *
     * @param join what is joined
     * @param tracker the index of the watermark by which elements wait
     * @param views over it
     * @param <E> the element
     */
    record Joint<E>(Join<E> join, int tracker, List<View<E, ?>> views) {
        /** The view by whose number checkpoints call the elements that wait. */
        View<E, ?> holder() {
            return views.get(0);
        }
    }

    static <E> Topology<E> of(List<? extends View<E, ?>> views, boolean isSaved, @Nullable WarmTier warm) {
        return of(views, isSaved, warm, PipelineBuilder.PANES_IN_A_ROW);
    }

    static <E> Topology<E> of(
            List<? extends View<E, ?>> views, boolean isSaved, @Nullable WarmTier warm, int panesInARow) {
        List<WatermarkSpec<E>> watermarks =
                views.stream().map(view -> view.watermarks()).distinct().toList();
        List<Joint<E>> joints = joints(views, watermarks);
        List<Lane<E, ?>> lanes = Lane.of(views, joints);
        List<Placed<E>> placed = new ArrayList<>();
        for (View<E, ?> view : views) {
            for (Lane<E, ?> lane : lanes) {
                int index = lane.views().indexOf(view);
                if (index >= 0) {
                    placed.add(new Placed<>(
                            view, lane.index(), index, watermarks.indexOf(view.watermarks()), lane.origin() - 1));
                }
            }
        }
        return new Topology<>(List.copyOf(placed), lanes, watermarks, joints, isSaved, warm, panesInARow);
    }

    /** The joins of {@code views}; those that are equal, and go by one watermark, are one. */
    private static <E> List<Joint<E>> joints(List<? extends View<E, ?>> views, List<WatermarkSpec<E>> watermarks) {
        List<Joint<E>> joints = new ArrayList<>();
        for (View<E, ?> view : views) {
            if (view.join().isEmpty()) {
                continue;
            }
            Joint<E> own = new Joint<>(view.join().get(), watermarks.indexOf(view.watermarks()), new ArrayList<>());
            Joint<E> shared = joints.stream()
                    .filter(joint ->
                            joint.tracker() == own.tracker() && joint.join().equals(own.join()))
                    .findFirst()
                    .orElse(own);
            shared.views().add(view);
            if (shared.views().size() == 1) {
                joints.add(shared);
            }
        }
        if (joints.size() > Byte.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a job has at most " + Byte.MAX_VALUE + " different joins, but got " + joints.size());
        }
        joints.replaceAll(joint -> new Joint<>(joint.join(), joint.tracker(), List.copyOf(joint.views())));
        return joints;
    }

    /** What joins elements, for each join. */
    List<Joiner<E>> joiners(Outputs outputs) {
        return joints.stream()
                .map(joint -> new Joiner<>(joint, outputs, isSaved))
                .toList();
    }

    /** The definitions of the views, in order. */
    List<View<E, ?>> definitions() {
        List<View<E, ?>> definitions = new ArrayList<>();
        views.forEach(placed -> definitions.add(placed.view()));
        return definitions;
    }

    /** The column of a batch that tells {@code view} its watermark: that of its tracker, or of its join, which also stops at the ends of waits. */
    int column(Placed<E> view) {
        return view.joint() >= 0 ? column(view.joint()) : view.tracker();
    }

    /** The column of the watermark of the {@code joint}-th join. */
    int column(int joint) {
        return watermarks.size() + joint;
    }

    /** The place of the {@code i}-th view of {@code lane}. */
    private Placed<E> placed(Lane<E, ?> lane, int i) {
        return views.stream()
                .filter(placed -> placed.lane() == lane.index() && placed.indexInLane() == i)
                .findFirst()
                .orElseThrow();
    }

    /** The columns of the watermarks of the views of {@code lane}. */
    int[] columns(Lane<E, ?> lane) {
        return IntStream.range(0, lane.views().size())
                .map(i -> column(placed(lane, i)))
                .toArray();
    }

    /** A router to {@code parallelism} workers for each lane. */
    List<LaneRouter<E, ?>> routers(int parallelism, Outputs outputs) {
        List<LaneRouter<E, ?>> routers = new ArrayList<>();
        for (Lane<E, ?> lane : lanes) {
            // Views of a lane with deduplication have one watermark.
            routers.add(new LaneRouter<>(lane, columns(lane)[0], parallelism, outputs, isSaved));
        }
        return routers;
    }

    /** An empty batch with a column for each watermark, each join and each lane. */
    Batch<E> newBatch() {
        return new Batch<>(watermarks.size() + joints.size(), lanes.size(), !joints.isEmpty());
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
