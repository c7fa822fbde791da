// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.element.InvalidReason;
import io.tidemark.engine.Pipeline;
import io.tidemark.engine.PipelineCounters;
import io.tidemark.engine.ViewCounters;
import io.tidemark.pane.Pane;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.LateElement;
import io.tidemark.view.View;
import io.tidemark.watermark.Watermark;
import io.tidemark.watermark.WatermarkGenerator;
import io.tidemark.watermark.WatermarkSpec;
import io.tidemark.watermark.WatermarkStrategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs views over scripted input, on a clock and, if wanted, a watermark that the test holds. Nothing sleeps, nothing reads the wall clock, and every answer is
 * exact: the harness waits until all workers have done what they were given.
 *
 * <pre>{@code
 * try (PipelineHarness<Call> harness = PipelineHarness.of(latency).holdWatermarks()) {
 *     harness.add(new Call("gpt", 120), 3).add(new Call("gpt", 80), 7).advanceWatermark(10);
 *
 *     assertThat(harness.takeLines()).containsExactly("latency|gpt|[0,10)|ON_TIME#0!|count=2|{max=120.0}");
 * }
 * }</pre>
 *
 * <p>Protocol: options first ({@link #parallelism}, {@link #holdWatermarks}), then the script. Processing time is 0 until the test says otherwise.
 *
 * @param <E> the element
 */
public final class PipelineHarness<E> implements AutoCloseable {
    private final List<View<E, ?>> views;
    private final List<Pane<?>> panes = new ArrayList<>();
    private final List<LateElement> late = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final Map<Integer, Long> offsets = new HashMap<>();
    private int parallelism = 1;
    private boolean holdsWatermarks;
    private @Nullable Pipeline<E> pipeline;
    private int taken;

    private PipelineHarness(List<View<E, ?>> views) {
        this.views = views;
    }

    /** A harness for {@code views}, with one worker. */
    @SafeVarargs
    @SuppressWarnings("varargs") // The array is only copied.
    public static <E> PipelineHarness<E> of(View<E, ?>... views) {
        return new PipelineHarness<>(List.of(views));
    }

    /** With {@code workers} workers. The order of panes is then a rule only within each key. */
    public PipelineHarness<E> parallelism(int workers) {
        checkNotStarted();
        parallelism = workers;
        return this;
    }

    /** Takes the views' own strategies away: their watermarks move by {@link #advanceWatermark} and at the end of input, by nothing else. */
    public PipelineHarness<E> holdWatermarks() {
        checkNotStarted();
        holdsWatermarks = true;
        return this;
    }

    /** Makes a partition known before it yields anything (rule W3). */
    public PipelineHarness<E> declarePartition(int partition) {
        pipeline().declarePartition(partition);
        return this;
    }

    /** An element of partition 0 comes. */
    public PipelineHarness<E> add(E element, long timestamp) {
        return add(0, element, timestamp);
    }

    /** An element of {@code partition} comes. */
    public PipelineHarness<E> add(int partition, E element, long timestamp) {
        pipeline().element(partition, nextOffset(partition), element, timestamp);
        return this;
    }

    /** A record of partition 0 comes that no view can use (rule L4). */
    public PipelineHarness<E> addInvalid(InvalidReason reason) {
        pipeline().invalid(new DeadLetter(reason, "the test says so", 0, nextOffset(0), null, null));
        return this;
    }

    /** Processing time is now {@code now}; what is due before it happens first (rule P6). */
    public PipelineHarness<E> advanceProcessingTime(long now) {
        pipeline().advanceProcessingTime(now);
        return this;
    }

    /** For {@code millis} of processing time nobody polled the source (rule W4). */
    public PipelineHarness<E> pause(long millis) {
        pipeline().notePause(millis);
        return this;
    }

    /** The watermark of every view is now at least {@code watermark}. */
    public PipelineHarness<E> advanceWatermark(long watermark) {
        pipeline().advanceWatermark(watermark);
        return this;
    }

    /** Nothing comes any more (rule W8). */
    public PipelineHarness<E> endOfInput() {
        pipeline().endOfInput();
        return this;
    }

    /** All panes so far. */
    public List<Pane<?>> panes() {
        pipeline().flush();
        return List.copyOf(panes);
    }

    /** The panes since the last call of this method or of {@link #takeLines}. */
    public List<Pane<?>> takePanes() {
        List<Pane<?>> all = panes();
        List<Pane<?>> fresh = all.subList(taken, all.size());
        taken = all.size();
        return fresh;
    }

    /** The panes since the last call of this method or of {@link #takePanes}, each as {@link PaneText} writes it. */
    public List<String> takeLines() {
        return takePanes().stream().map(PaneText::of).toList();
    }

    /** All late elements so far (rule L3). */
    public List<LateElement> late() {
        pipeline().flush();
        return List.copyOf(late);
    }

    /** All dead letters so far (rule L4). */
    public List<DeadLetter> deadLetters() {
        pipeline().flush();
        return List.copyOf(deadLetters);
    }

    /** What was counted so far. */
    public PipelineCounters counters() {
        return pipeline().counters();
    }

    /**
     * What {@code view} counted so far.
     *
     * @throws IllegalArgumentException when there is no such view
     */
    public ViewCounters counters(String view) {
        return counters().views().stream()
                .filter(counters -> counters.view().equals(view))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no view '" + view + "'"));
    }

    /** The watermark of {@code view}. */
    public long watermark(String view) {
        return pipeline().watermark(view);
    }

    /** How many keys have state in some view, for tests that look for what is left behind. */
    public int keysWithState() {
        return pipeline().keysWithState();
    }

    /** Stops the workers. */
    @Override
    public void close() {
        Pipeline<E> running = pipeline;
        if (running != null) {
            running.close();
        }
    }

    private Pipeline<E> pipeline() {
        Pipeline<E> running = pipeline;
        if (running == null) {
            running = Pipeline.of(holdsWatermarks ? held(views) : views)
                    .parallelism(parallelism)
                    .panes(panes::add)
                    .late(late::add)
                    .deadLetters(deadLetters::add)
                    .build();
            pipeline = running;
        }
        return running;
    }

    private long nextOffset(int partition) {
        return offsets.merge(partition, 1L, Long::sum) - 1;
    }

    private void checkNotStarted() {
        if (pipeline != null) {
            throw new IllegalStateException("options come before the script");
        }
    }

    private static <E> List<View<E, ?>> held(List<View<E, ?>> views) {
        List<View<E, ?>> held = new ArrayList<>();
        views.forEach(view -> held.add(held(view)));
        return held;
    }

    private static <E, K> View<E, K> held(View<E, K> view) {
        return new View<>(
                view.name(),
                view.join(),
                view.filter(),
                view.key(),
                view.windowing(),
                WatermarkSpec.of(HeldWatermarks.INSTANCE),
                view.allowedLateness(),
                view.trigger(),
                view.accumulation(),
                view.deduplication(),
                view.aggregates(),
                view.detectors(),
                view.gapFilling());
    }

    /** Elements say nothing about time. */
    private enum HeldWatermarks implements WatermarkStrategy<Object> {
        INSTANCE;

        @Override
        public WatermarkGenerator<Object> createGenerator() {
            return (element, timestamp) -> Watermark.MIN;
        }
    }
}
