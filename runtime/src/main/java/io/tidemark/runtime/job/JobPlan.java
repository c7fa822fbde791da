// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import io.tidemark.engine.Job;
import io.tidemark.llm.format.DecoderOptions;
import io.tidemark.llm.format.RowFormat;
import io.tidemark.llm.row.Key;
import io.tidemark.llm.row.RowBinding;
import io.tidemark.runtime.config.FormatConfig;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.source.Decoder;
import io.tidemark.time.ProcessingClock;
import io.tidemark.view.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a job computes, ready to run: its views, every field that they read resolved to a slot, and the decoder that fills the slots.
 *
 * @param config what the job file says
 * @param views in the order of the file
 * @param binding counts the elements that aggregates had to skip
 * @param decoders make decoders of the source's records, each for one thread
 */
public record JobPlan(
        JobConfig config, List<View<Row, Key>> views, RowBinding binding, Supplier<Decoder<Row>> decoders) {
    /** Keeps a copy. */
    public JobPlan {
        views = List.copyOf(views);
    }

    /**
     * The plan of {@code config}.
     *
     * @param functions the aggregates by name
     * @param formats by name
     * @param clock tells the time of ingestion
     * @throws ConfigurationException when the format is not there, or cannot read what the job wants
     */
    public static JobPlan of(
            JobConfig config,
            Map<String, RowAggregateFactory> functions,
            Map<String, RowFormat> formats,
            ProcessingClock clock)
            throws ConfigurationException {
        RowBinding binding = new RowBinding();
        ViewFactory factory = new ViewFactory(functions, binding);
        List<View<Row, Key>> views = config.views().stream().map(factory::view).toList();
        return new JobPlan(config, views, binding, decoders(config.source().format(), binding, formats, clock));
    }

    /** A new decoder. */
    public Decoder<Row> decoder() {
        return decoders.get();
    }

    /** The lowest watermark of the views of {@code job}, for showing progress. */
    long lowestWatermark(Job<Row> job) {
        return job.pipeline().views().stream()
                .mapToLong(job.pipeline()::watermark)
                .min()
                .orElse(Long.MIN_VALUE);
    }

    private static Supplier<Decoder<Row>> decoders(
            FormatConfig config, RowBinding binding, Map<String, RowFormat> formats, ProcessingClock clock)
            throws ConfigurationException {
        RowFormat format = formats.get(config.name());
        boolean isDataUnknown = !config.data().isEmpty() && !formats.containsKey(config.data());
        if (format == null || isDataUnknown) {
            throw new ConfigurationException(
                    config.place().mark(),
                    config.place().path(),
                    "the format '" + (isDataUnknown ? config.data() : config.name())
                            + "' is not in this version; there are: " + String.join(", ", formats.keySet()));
        }
        DecoderOptions options = options(config, binding, Optional.ofNullable(formats.get(config.data())), clock);
        try {
            // What the format cannot do is told now.
            format.decoder(options);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    config.place().mark(), config.place().path(), String.valueOf(e.getMessage()));
        }
        return () -> format.decoder(options);
    }

    private static DecoderOptions options(
            FormatConfig config, RowBinding binding, Optional<RowFormat> data, ProcessingClock clock) {
        return new DecoderOptions(
                binding.schema(),
                config.timestamp(),
                config.fields(),
                config.constants(),
                config.typeField(),
                config.columns(),
                config.mapping(),
                data,
                config.maxRecordBytes(),
                DecoderOptions.MAX_ELEMENTS,
                clock);
    }
}
