// SPDX-License-Identifier: Apache-2.0
package io.tidemark.view;

import io.tidemark.aggregate.Distribution;
import io.tidemark.aggregate.NamedAggregate;
import io.tidemark.detect.Detector;
import io.tidemark.detect.Drift;
import io.tidemark.detect.ValuePath;
import io.tidemark.join.Join;
import io.tidemark.key.KeySelector;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.time.Durations;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.watermark.WatermarkSpec;
import io.tidemark.window.CountWindows;
import io.tidemark.window.Windowing;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One named windowed aggregation: which elements, by which key, in which windows, emitted when, with which results.
 *
 * <p>It is data: an immutable value that says what is wanted and not how, which our engine or another one interprets. {@link #named} begins the
 * fluent way to make one:
 *
 * <pre>{@code
 * View<Call, String> latency = View.<Call>named("latency")
 *         .keyBy(Call::model)
 *         .window(TumblingWindows.of(Duration.ofMinutes(5)))
 *         .aggregate("calls", Aggregates.count())
 *         .build();
 * }</pre>
 *
 * @param name unique in the job
 * @param join what is joined, when the view is over joined elements; all that follows is said of these, but for the watermarks, which the elements of the source move
 * @param filter which elements take part
 * @param key by what they are aggregated
 * @param windowing into which windows
 * @param watermarks when time passes
 * @param allowedLateness ms for which a complete window still takes late elements (rule L1)
 * @param trigger when panes are emitted
 * @param accumulation how the panes of a window relate
 * @param deduplication which elements are the same
 * @param aggregates what a pane holds
 * @param detectors what is unusual about the panes
 * @param gapFilling what panes windows without elements have
 * @param <E> the element
 * @param <K> the key
 */
public record View<E, K>(
        String name,
        Optional<Join<E>> join,
        Predicate<? super E> filter,
        KeySelector<? super E, K> key,
        Windowing<? super E> windowing,
        WatermarkSpec<E> watermarks,
        long allowedLateness,
        AfterWatermark<E> trigger,
        AccumulationMode accumulation,
        Optional<Deduplication<E>> deduplication,
        List<NamedAggregate<E>> aggregates,
        List<Detector> detectors,
        Optional<GapFilling> gapFilling) {
    /** Checks what cannot go together. */
    public View {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a view needs a name");
        }
        Durations.positiveOrZero("allowed_lateness", allowedLateness);
        aggregates = List.copyOf(aggregates);
        Set<String> names = new HashSet<>();
        for (NamedAggregate<E> aggregate : aggregates) {
            if (!names.add(aggregate.name())) {
                throw new IllegalArgumentException(
                        "view '" + name + "' has two aggregates named '" + aggregate.name() + "'");
            }
        }
        if (windowing instanceof CountWindows
                && (trigger.early().isPresent() || trigger.late().isPresent())) {
            throw new IllegalArgumentException(
                    "view '" + name + "' counts elements: its windows have one pane and take no triggers");
        }
        if (join.isPresent() && watermarks.followsProcessingTime()) {
            throw new IllegalArgumentException("view '" + name
                    + "' joins: its elements wait in event time, so its watermark cannot be processing time");
        }
        detectors = List.copyOf(detectors);
        List<String> results =
                List.copyOf(aggregates.stream().map(NamedAggregate::name).toList());
        for (Detector detector : detectors) {
            DetectorChecks.check(detector, windowing, trigger.early().isPresent(), accumulation)
                    .ifPresent(problem -> {
                        throw new IllegalArgumentException("detector '" + detector.name() + "': " + problem);
                    });
            requireDistribution(
                    detector,
                    aggregates.get(ValuePath.of(detector.value(), results).index()));
        }
        gapFilling
                .flatMap(filling -> problem(filling, results, windowing, trigger, accumulation))
                .ifPresent(problem -> {
                    throw new IllegalArgumentException("gap filling: " + problem);
                });
    }

    private static Optional<String> problem(
            GapFilling filling,
            List<String> results,
            Windowing<?> windowing,
            AfterWatermark<?> trigger,
            AccumulationMode accumulation) {
        for (String name : filling.results().keySet()) {
            if (!results.contains(name)) {
                return Optional.of("there is no result '" + name + "'; there are " + results);
            }
        }
        return GapFillingChecks.check(windowing, trigger.early().isPresent(), trigger.onTime(), accumulation)
                .or(() -> GapFillingChecks.checkAtMost(filling.atMost(), windowing));
    }

    private static void requireDistribution(Detector detector, NamedAggregate<?> aggregate) {
        boolean knows = aggregate.function().createAccumulator() instanceof Distribution;
        if (detector.rule() instanceof Drift && !(knows && aggregate.name().equals(detector.value()))) {
            throw new IllegalArgumentException(
                    "detector '" + detector.name() + "': the distribution of '" + detector.value()
                            + "' is not known: name a result whose function's accumulator is a Distribution, as that of percentiles is");
        }
    }

    /** Begins the definition of a view of elements {@code E}, with one key for all. */
    public static <E> ViewBuilder<E, String> named(String name) {
        return ViewBuilder.named(name);
    }
}
