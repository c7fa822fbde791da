// SPDX-License-Identifier: Apache-2.0
package io.tidemark.view;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.NamedAggregate;
import io.tidemark.detect.Detector;
import io.tidemark.join.Join;
import io.tidemark.key.KeySelector;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.time.Durations;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.watermark.WatermarkSpec;
import io.tidemark.watermark.WatermarkStrategy;
import io.tidemark.window.GlobalWindow;
import io.tidemark.window.Windowing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link View}. Without a call, a view takes every element, has one key and one global window, expects timestamps in order, allows no
 * lateness, emits on time, and accumulates.
 *
 * @param <E> the element
 * @param <K> the key
 */
public final class ViewBuilder<E, K> {
    private final String name;
    private final KeySelector<? super E, K> key;
    private Optional<Join<E>> join = Optional.empty();
    private Predicate<? super E> filter;
    private Windowing<? super E> windowing = GlobalWindow.INSTANCE;
    private WatermarkSpec<E> watermarks = WatermarkSpec.of(BoundedOutOfOrderness.ascending());
    private long allowedLateness;
    private AfterWatermark<E> trigger = AfterWatermark.pastEndOfWindow();
    private AccumulationMode accumulation = AccumulationMode.ACCUMULATING;
    private Optional<Deduplication<E>> deduplication = Optional.empty();
    private List<NamedAggregate<E>> aggregates = new ArrayList<>();
    private List<Detector> detectors = new ArrayList<>();
    private Optional<GapFilling> gapFilling = Optional.empty();

    private ViewBuilder(String name, Predicate<? super E> filter, KeySelector<? super E, K> key) {
        this.name = name;
        this.filter = filter;
        this.key = key;
    }

    static <E> ViewBuilder<E, String> named(String name) {
        return new ViewBuilder<>(name, EveryElement.INSTANCE, OneKey.INSTANCE);
    }

    /** Takes the elements that {@code join} makes, in place of those that come. */
    public ViewBuilder<E, K> join(Join<E> join) {
        this.join = Optional.of(join);
        return this;
    }

    /** Takes the elements that match. */
    public ViewBuilder<E, K> filter(Predicate<? super E> filter) {
        this.filter = filter;
        return this;
    }

    /** Aggregates by key; an element whose key is null is invalid (rule K1). */
    public <L> ViewBuilder<E, L> keyBy(KeySelector<? super E, L> key) {
        ViewBuilder<E, L> keyed = new ViewBuilder<>(name, filter, key);
        keyed.join = join;
        keyed.windowing = windowing;
        keyed.watermarks = watermarks;
        keyed.allowedLateness = allowedLateness;
        keyed.trigger = trigger;
        keyed.accumulation = accumulation;
        keyed.deduplication = deduplication;
        keyed.aggregates = aggregates;
        keyed.detectors = detectors;
        keyed.gapFilling = gapFilling;
        return keyed;
    }

    /** Cuts each key's elements into windows. */
    public ViewBuilder<E, K> window(Windowing<? super E> windowing) {
        this.windowing = windowing;
        return this;
    }

    /** Derives watermarks as {@code strategy} says, partitions never idle. */
    public ViewBuilder<E, K> watermarks(WatermarkStrategy<? super E> strategy) {
        return watermarks(WatermarkSpec.of(strategy));
    }

    /** Derives watermarks as {@code spec} says. */
    public ViewBuilder<E, K> watermarks(WatermarkSpec<E> spec) {
        this.watermarks = spec;
        return this;
    }

    /** Lets complete windows take late elements for {@code lateness} of event time. */
    public ViewBuilder<E, K> allowedLateness(Duration lateness) {
        this.allowedLateness = Durations.millisOrZero("allowed_lateness", lateness);
        return this;
    }

    /** Emits panes as {@code trigger} says. */
    public ViewBuilder<E, K> trigger(AfterWatermark<E> trigger) {
        this.trigger = trigger;
        return this;
    }

    /** How the panes of a window relate. */
    public ViewBuilder<E, K> accumulation(AccumulationMode mode) {
        this.accumulation = mode;
        return this;
    }

    /** Drops elements whose {@code id} was counted within {@code ttl}. */
    public ViewBuilder<E, K> deduplicate(Function<? super E, @Nullable String> id, Duration ttl) {
        return deduplicate(id, ttl, Deduplication.NO_LIMIT);
    }

    /** The same, and remembers at most {@code maxIds} ids; see {@link Deduplication}. */
    public ViewBuilder<E, K> deduplicate(Function<? super E, @Nullable String> id, Duration ttl, int maxIds) {
        this.deduplication = Optional.of(Deduplication.by(id, ttl, maxIds));
        return this;
    }

    /** Adds a result to each pane. */
    public ViewBuilder<E, K> aggregate(String name, AggregateFunction<? super E, ?, ?> function) {
        aggregates.add(new NamedAggregate<>(name, function));
        return this;
    }

    /** Watches the panes, and emits alerts. */
    public ViewBuilder<E, K> detect(Detector detector) {
        detectors.add(detector);
        return this;
    }

    /** Gives windows without elements a pane too, as {@code filling} says. */
    public ViewBuilder<E, K> fillGaps(GapFilling filling) {
        this.gapFilling = Optional.of(filling);
        return this;
    }

    /**
     * The view.
     *
     * @throws IllegalArgumentException when its parts do not go together
     */
    public View<E, K> build() {
        return new View<>(
                name,
                join,
                filter,
                key,
                windowing,
                watermarks,
                allowedLateness,
                trigger,
                accumulation,
                deduplication,
                aggregates,
                detectors,
                gapFilling);
    }

    /** The filter that takes everything; views that share it share their keys. */
    private enum EveryElement implements Predicate<Object> {
        INSTANCE;

        @Override
        public boolean test(Object element) {
            return true;
        }
    }

    /** The selector of the one global key. */
    private enum OneKey implements KeySelector<Object, String> {
        INSTANCE;

        @Override
        public String key(Object element) {
            return "";
        }
    }
}
