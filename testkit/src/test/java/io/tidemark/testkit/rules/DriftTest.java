// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.Distribution;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.detect.Detector;
import io.tidemark.detect.Drift;
import io.tidemark.detect.Drift.Reference;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Pipeline;
import io.tidemark.engine.PipelineBuilder;
import io.tidemark.pane.Pane;
import io.tidemark.state.StateBackend;
import io.tidemark.testkit.PaneText;
import io.tidemark.testkit.SavedState;
import io.tidemark.testkit.Seeds;
import io.tidemark.testkit.ToyStateBackend;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Detectors that compare distributions, against one that keeps all numbers; in every mode the same. */
class DriftTest {
    private static final int WINDOWS = 40;
    private static final int REFERENCE = 4;

    private static final List<Detector> DETECTORS = List.of(
            detector("psi", Drift.PSI.against(Reference.RECENT, REFERENCE).within(0.5, 0.3)),
            detector("first", Drift.PSI.against(Reference.FIRST, REFERENCE).within(0.5, 0.3)),
            detector("ks", Drift.KS.against(Reference.RECENT, REFERENCE).within(0.3, 0.2)));

    @RegisterExtension
    final Seeds seeds = new Seeds();

    /** A number of one of the keys. */
    private record Call(String key, long timestamp, double number) {}

    @Test
    void alerts_are_those_of_a_naive_computation_in_every_mode() throws IOException {
        List<Call> calls = calls(seeds.random());
        List<Pane<?>> plain = new ArrayList<>();
        try (Pipeline<Call> pipeline = pipeline(plain, 1, false).build()) {
            calls.forEach(call -> pipeline.element(0, 0, call, call.timestamp()));
            pipeline.endOfInput();
        }

        assertThat(plain).hasSizeGreaterThan(6);
        assertThat(names(plain)).contains("psi", "first", "ks");
        for (Detector detector : DETECTORS) {
            for (String key : List.of("a", "b")) {
                compare(naive(calls, key, (Drift) detector.rule()), alerts(plain, detector.name(), key));
            }
        }
        assertThat(texts(restarted(calls, null))).isEqualTo(texts(plain));
        try (StateBackend backend = ToyStateBackend.empty()) {
            assertThat(texts(restarted(calls, backend))).isEqualTo(texts(plain));
        }
    }

    @Test
    void a_result_whose_distribution_is_not_known_is_refused() {
        Detector detector = Detector.named("odd").value("count").rule(Drift.PSI).build();

        assertThatThrownBy(() -> View.<Call>named("calls")
                        .window(TumblingWindows.of(Duration.ofMillis(10)))
                        .aggregate("count", Aggregates.count())
                        .detect(detector)
                        .build())
                .hasMessageContaining("the distribution of 'count' is not known: name a result");
    }

    /** Two keys, of which one is twice as large for some windows, and then five times as large for good. */
    private static List<Call> calls(Random random) {
        List<Call> calls = new ArrayList<>();
        for (int window = 0; window < WINDOWS; window++) {
            double factor = window >= 30 ? 5 : window >= 12 && window < 16 ? 2 : 1;
            for (int i = 0; i < 120 + random.nextInt(80); i++) {
                long timestamp = 10L * window + random.nextInt(10);
                calls.add(new Call("a", timestamp, factor * (10 + random.nextInt(40))));
                calls.add(new Call("b", timestamp, 10 + random.nextInt(40)));
            }
        }
        return calls;
    }

    private static Detector detector(String name, Drift rule) {
        return Detector.named(name).value("numbers").rule(rule).build();
    }

    private static PipelineBuilder<Call> pipeline(List<Pane<?>> alerts, int parallelism, boolean isSaved) {
        var view = View.<Call>named("calls")
                .keyBy(Call::key)
                .window(TumblingWindows.of(Duration.ofMillis(10)))
                .watermarks(new BoundedOutOfOrderness(20))
                .aggregate("numbers", new Numbers());
        DETECTORS.forEach(view::detect);
        return Pipeline.of(view.build()).parallelism(parallelism).saved(isSaved).panes(pane -> {
            if (!pane.view().equals("calls")) {
                alerts.add(pane);
            }
        });
    }

    /** Stops and begins anew between any two elements, with another parallelism, and if there is a backend with no room on the heap. */
    private List<Pane<?>> restarted(List<Call> calls, @Nullable StateBackend backend) throws IOException {
        Random random = seeds.random();
        List<Pane<?>> alerts = new ArrayList<>();
        SavedState saved = new SavedState();
        long checkpoint = 0;
        Pipeline<Call> pipeline = begun(alerts, backend, random);
        try {
            for (Call call : calls) {
                pipeline.element(0, 0, call, call.timestamp());
                if (random.nextInt(150) == 0) {
                    saved.take(pipeline);
                    pipeline.stored(++checkpoint);
                    if (random.nextBoolean()) {
                        pipeline.close();
                        pipeline = begun(alerts, backend, random);
                        saved.restore(pipeline, checkpoint);
                    }
                }
            }
            pipeline.endOfInput();
            pipeline.flush();
            return alerts;
        } finally {
            pipeline.close();
        }
    }

    private static Pipeline<Call> begun(List<Pane<?>> alerts, @Nullable StateBackend backend, Random random) {
        PipelineBuilder<Call> builder = pipeline(alerts, 1 + random.nextInt(3), true);
        return backend == null
                ? builder.build()
                : builder.warm(backend).hot(HotBudget.ofBytes(1000)).build();
    }

    private static List<Pane<?>> alerts(List<Pane<?>> panes, String detector, String key) {
        return panes.stream()
                .filter(pane -> pane.view().equals(detector) && pane.key().equals(key))
                .toList();
    }

    private static List<String> names(List<Pane<?>> panes) {
        return panes.stream().map(Pane::view).distinct().toList();
    }

    private static List<String> texts(List<Pane<?>> panes) {
        return panes.stream().map(PaneText::of).sorted().toList();
    }

    /** An alert. */
    private record Alert(long end, String state, double score) {}

    private static void compare(List<Alert> wanted, List<Pane<?>> found) {
        assertThat(found.stream()
                        .map(pane -> pane.window().end() + " " + pane.results().get("state"))
                        .toList())
                .isEqualTo(wanted.stream()
                        .map(alert -> alert.end() + " " + alert.state())
                        .toList());
        for (int i = 0; i < wanted.size(); i++) {
            Object score = found.get(i).results().get("score");
            double number = score instanceof Double known ? known : Double.NaN;
            assertThat(number).isCloseTo(wanted.get(i).score(), within(1e-9));
        }
    }

    private static List<Alert> naive(List<Call> calls, String key, Drift rule) {
        List<List<Double>> learned = new ArrayList<>();
        List<Alert> alerts = new ArrayList<>();
        boolean isRaised = false;
        for (int window = 0; window < WINDOWS; window++) {
            long start = 10L * window;
            List<Double> numbers = calls.stream()
                    .filter(call ->
                            call.key().equals(key) && call.timestamp() >= start && call.timestamp() < start + 10)
                    .map(Call::number)
                    .sorted()
                    .toList();
            boolean isUnusual = false;
            if (learned.size() >= REFERENCE) {
                int from = rule.reference() == Reference.FIRST ? 0 : learned.size() - REFERENCE;
                List<Double> reference = learned.subList(from, from + REFERENCE).stream()
                        .flatMap(List::stream)
                        .sorted()
                        .toList();
                double score = rule.measure() == Drift.Measure.PSI ? psi(reference, numbers) : ks(reference, numbers);
                isUnusual = score > (isRaised ? rule.resolve() : rule.fire());
                if (isUnusual != isRaised) {
                    isRaised = isUnusual;
                    alerts.add(new Alert(start + 10, isRaised ? "raised" : "resolved", score));
                }
            }
            if (!isUnusual) {
                learned.add(numbers);
            }
        }
        return alerts;
    }

    private static double psi(List<Double> reference, List<Double> numbers) {
        double index = 0;
        double lower = Double.NEGATIVE_INFINITY;
        for (int bin = 1; bin <= 10; bin++) {
            double upper = bin == 10
                    ? Double.POSITIVE_INFINITY
                    : reference.get((int) Math.ceil(bin * reference.size() / 10.0) - 1);
            if (upper > lower) {
                double before = Math.max(1e-4, share(reference, lower, upper));
                double now = Math.max(1e-4, share(numbers, lower, upper));
                index += (now - before) * Math.log(now / before);
            }
            lower = upper;
        }
        return index;
    }

    private static double ks(List<Double> reference, List<Double> numbers) {
        double largest = 0;
        for (double limit : reference) {
            largest = Math.max(
                    largest,
                    Math.abs(share(reference, Double.NEGATIVE_INFINITY, limit)
                            - share(numbers, Double.NEGATIVE_INFINITY, limit)));
        }
        return largest;
    }

    private static double share(List<Double> numbers, double above, double upTo) {
        return (double) numbers.stream()
                        .filter(number -> number > above && number <= upTo)
                        .count()
                / numbers.size();
    }

    /** All numbers, each with how many there are. */
    private static final class AllNumbers implements Distribution {
        final TreeMap<Double, Long> counts = new TreeMap<>();

        @Override
        public void forEachNumber(Visitor visitor) {
            counts.forEach(visitor::visit);
        }
    }

    private static final class Numbers implements AggregateFunction<Call, AllNumbers, Long> {
        @Override
        public AllNumbers createAccumulator() {
            return new AllNumbers();
        }

        @Override
        public void add(AllNumbers accumulator, Call element) {
            accumulator.counts.merge(element.number(), 1L, Long::sum);
        }

        @Override
        public void merge(AllNumbers into, AllNumbers from) {
            from.counts.forEach((number, count) -> into.counts.merge(number, count, Long::sum));
        }

        @Override
        public Long result(AllNumbers accumulator, Window window) {
            return (long) accumulator.counts.size();
        }

        @Override
        public Optional<StateCodec<AllNumbers>> codec() {
            return Optional.of(new Codec());
        }
    }

    private static final class Codec implements StateCodec<AllNumbers> {
        @Override
        public String name() {
            return "test.numbers";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(AllNumbers value, StateOutput out) {
            out.writeVarLong(value.counts.size());
            value.counts.forEach((number, count) -> {
                out.writeDouble(number);
                out.writeVarLong(count);
            });
        }

        @Override
        public AllNumbers read(StateInput in, int version) throws IOException {
            AllNumbers numbers = new AllNumbers();
            int size = in.readCount(9);
            for (int i = 0; i < size; i++) {
                numbers.counts.put(in.readDouble(), in.readVarLong());
            }
            return numbers;
        }
    }
}
