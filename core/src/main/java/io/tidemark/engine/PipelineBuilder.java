// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.aggregate.NamedAggregate;
import io.tidemark.archive.ArchivedPane;
import io.tidemark.key.KeyGroups;
import io.tidemark.pane.Pane;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.LateElement;
import io.tidemark.state.StateBackend;
import io.tidemark.time.Durations;
import io.tidemark.view.View;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Pipeline}. The outputs are called by one thread at a time, but not always by the same one; what has no output is dropped, and counted.
 *
 * @param <E> the element
 */
public final class PipelineBuilder<E> {
    /** By default so many panes are emitted in a row: what they take, half a millisecond or so, is what an element waits for. */
    static final int PANES_IN_A_ROW = 1024;

    private final List<View<E, ?>> views;
    private int parallelism = 1;
    private int panesInARow = PANES_IN_A_ROW;
    private boolean isSaved;
    private @Nullable StateBackend warm;
    private long ttl = Operator.NEVER;
    private HotBudget budget = HotBudget.unlimited();
    private Consumer<? super Pane<?>> panes = pane -> {};
    private Consumer<? super LateElement> late = element -> {};
    private Consumer<? super DeadLetter> deadLetters = letter -> {};
    private @Nullable Consumer<? super List<ArchivedPane>> archive;

    PipelineBuilder(List<? extends View<E, ?>> views) {
        this.views = List.copyOf(views);
        Set<String> names = new HashSet<>();
        for (View<E, ?> view : views) {
            requireNew(view.name(), names);
            view.detectors().forEach(detector -> requireNew(detector.name(), names));
        }
        if (views.isEmpty()) {
            throw new IllegalArgumentException("a pipeline needs at least one view");
        }
    }

    private static void requireNew(String name, Set<String> names) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("two views, detectors among them, are named '" + name + "'");
        }
    }

    /**
     * How many workers; with 1, the default, everything happens on the feeding thread.
     *
     * @param workers 1 to {@link KeyGroups#COUNT}
     */
    public PipelineBuilder<E> parallelism(int workers) {
        if (workers < 1 || workers > KeyGroups.COUNT) {
            throw new IllegalArgumentException(
                    "parallelism must be between 1 and " + KeyGroups.COUNT + ", but is " + workers);
        }
        this.parallelism = workers;
        return this;
    }

    /**
     * How many panes of a view each worker emits in a row, about, when a window of many keys fires: after each batch of elements so many, until all are out. Fewer let elements wait for less time, more let panes be out sooner; what the
     * panes are does not change. Windows that are the same for all keys have it so, where the view has neither triggers, retractions, detectors nor filled gaps; others emit at once whatever is due.
     *
     * @param panes 1,024 by default; {@link Integer#MAX_VALUE} to emit all at once
     */
    public PipelineBuilder<E> panesInARow(int panes) {
        if (panes < 1) {
            throw new IllegalArgumentException("panes in a row must be 1 or more, but are " + panes);
        }
        this.panesInARow = panes;
        return this;
    }

    /** Where panes go. */
    public PipelineBuilder<E> panes(Consumer<? super Pane<?>> output) {
        this.panes = output;
        return this;
    }

    /** Where late elements go (rule L3). */
    public PipelineBuilder<E> late(Consumer<? super LateElement> output) {
        this.late = output;
        return this;
    }

    /** Where invalid records go (rule L4). */
    public PipelineBuilder<E> deadLetters(Consumer<? super DeadLetter> output) {
        this.deadLetters = output;
        return this;
    }

    /**
     * Where what the panes of finished windows hold goes, to be archived; nowhere by default. A list goes into the archive as a whole; the epoch is for the output to set.
     *
     * @throws IllegalArgumentException when an aggregate has no codec
     */
    public PipelineBuilder<E> archive(Consumer<? super List<ArchivedPane>> output) {
        views.forEach(view -> requireCodecs(view, "archived", "archive nothing"));
        this.archive = output;
        return this;
    }

    /**
     * Remembers what changes, so that {@link Pipeline#save} can tell; not so by default.
     *
     * @throws IllegalArgumentException when an aggregate has no codec
     */
    public PipelineBuilder<E> saved(boolean isSaved) {
        if (isSaved) {
            views.forEach(view -> requireCodecs(view, "part of a checkpoint", "take no checkpoints"));
        }
        this.isSaved = isSaved;
        return this;
    }

    /**
     * Keeps state that is too much for the heap in {@code backend}, which is the pipeline's alone and not closed by it. Only for one that is {@link #saved}.
     *
     * <p>A new pipeline that restores no checkpoint wants an empty one.
     */
    public PipelineBuilder<E> warm(StateBackend backend) {
        warm = backend;
        return this;
    }

    /**
     * Forgets, in the warm tier and on the heap, the state of a key that no watermark ever ends (count windows, the global window) when nothing of it has changed for so long of processing time. By default it is kept for ever. A key that comes
     * back after that begins anew, with window 0 and pane 0.
     *
     * @param ttl what is forgotten is up to ten minutes older, and it goes with a save
     */
    public PipelineBuilder<E> stateTtl(Duration ttl) {
        this.ttl = Durations.positiveMillis("state ttl", ttl);
        return this;
    }

    /** How much state may be on the heap; without limit by default. */
    public PipelineBuilder<E> hot(HotBudget budget) {
        this.budget = budget;
        return this;
    }

    private static void requireCodecs(View<?, ?> view, String what, String otherwise) {
        for (NamedAggregate<?> aggregate : view.aggregates()) {
            if (aggregate.function().codec().isEmpty()) {
                throw new IllegalArgumentException("view '" + view.name() + "': aggregate '" + aggregate.name()
                        + "' cannot be " + what + ", for its function has no codec: let "
                        + aggregate.function().getClass().getName() + ".codec() give one, or " + otherwise);
            }
        }
    }

    /** The pipeline, its workers started. */
    public Pipeline<E> build() {
        if (warm != null && !isSaved) {
            throw new IllegalArgumentException(
                    "a warm tier takes over what is in checkpoints: say saved(true) as well");
        }
        WarmTier tier = warm == null ? null : new WarmTier(warm, ttl);
        return new Pipeline<>(
                Topology.of(views, isSaved, tier, panesInARow),
                parallelism,
                new Outputs(panes, late, deadLetters, archive, parallelism),
                budget);
    }
}
