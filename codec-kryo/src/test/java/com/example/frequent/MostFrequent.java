// SPDX-License-Identifier: Apache-2.0
package com.example.frequent;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.codec.StateCodec;
import io.tidemark.element.Row;
import io.tidemark.window.Window;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text that a field had most often; of two, the first one by alphabet. */
record MostFrequent(int slot) implements AggregateFunction<Row, Frequencies, String> {
    @Override
    public Frequencies createAccumulator() {
        return new Frequencies(new HashMap<>());
    }

    @Override
    public void add(Frequencies accumulator, Row element) {
        String text = element.text(slot);
        if (text != null) {
            accumulator.counts().merge(text, 1L, Long::sum);
        }
    }

    @Override
    public void merge(Frequencies into, Frequencies from) {
        from.counts().forEach((text, count) -> into.counts().merge(text, count, Long::sum));
    }

    @Override
    public @Nullable String result(Frequencies accumulator, Window window) {
        return accumulator.counts().entrySet().stream()
                .min(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    @Override
    public Optional<StateCodec<Frequencies>> codec() {
        return Optional.of(Frequencies.CODEC);
    }
}
