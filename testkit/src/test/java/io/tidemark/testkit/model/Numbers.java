// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.NamedAggregate;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.view.View;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The numbers of the elements, ascending, each as often as it was added: which ones there are, and not only how many. */
record Numbers() implements AggregateFunction<TestElement, List<Long>, List<Long>> {
    /** The result's name. */
    static final String NAME = "numbers";

    /** {@code view}, with the numbers among its results. */
    static <K> View<TestElement, K> in(View<TestElement, K> view) {
        List<NamedAggregate<TestElement>> aggregates = new ArrayList<>(view.aggregates());
        aggregates.add(new NamedAggregate<>(NAME, new Numbers()));
        return new View<>(
                view.name(),
                view.join(),
                view.filter(),
                view.key(),
                view.windowing(),
                view.watermarks(),
                view.allowedLateness(),
                view.trigger(),
                view.accumulation(),
                view.deduplication(),
                aggregates,
                view.detectors(),
                view.gapFilling());
    }

    @Override
    public List<Long> createAccumulator() {
        return new ArrayList<>();
    }

    @Override
    public void add(List<Long> accumulator, TestElement element) {
        accumulator.add(element.number());
    }

    @Override
    public void merge(List<Long> into, List<Long> from) {
        into.addAll(from);
    }

    @Override
    public Optional<StateCodec<List<Long>>> codec() {
        return Optional.of(Codec.INSTANCE);
    }

    @Override
    public List<Long> result(List<Long> accumulator, Window window) {
        return accumulator.stream().sorted().toList();
    }

    /** How many, and each. */
    private enum Codec implements StateCodec<List<Long>> {
        INSTANCE;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(List<Long> value, StateOutput out) {
            out.writeVarLong(value.size());
            value.forEach(out::writeVarLong);
        }

        @Override
        public List<Long> read(StateInput in, int version) throws IOException {
            List<Long> numbers = new ArrayList<>();
            for (int left = in.readCount(1); left > 0; left--) {
                numbers.add(in.readVarLong());
            }
            return numbers;
        }
    }
}
