// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import io.tidemark.join.Join;
import io.tidemark.join.JoinSide;
import io.tidemark.llm.row.JoinedRows;
import io.tidemark.llm.row.Key;
import io.tidemark.llm.row.RowBinding;
import io.tidemark.runtime.config.AggregateConfig;
import io.tidemark.runtime.config.DedupConfig;
import io.tidemark.runtime.config.JoinConfig;
import io.tidemark.runtime.config.TriggerConfig;
import io.tidemark.runtime.config.ViewConfig;
import io.tidemark.runtime.config.WatermarkConfig;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterElement;
import io.tidemark.trigger.AfterFirst;
import io.tidemark.trigger.AfterProcessingTime;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.trigger.Trigger;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.watermark.ProcessingTimeWatermarks;
import io.tidemark.watermark.Punctuated;
import io.tidemark.watermark.WatermarkSpec;
import io.tidemark.watermark.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes views of rows from what the job file says. */
final class ViewFactory {
    private final Map<String, RowAggregateFactory> functions;
    private final RowBinding binding;
    private final Map<JoinConfig, Joined> joins = new HashMap<>();

    /** Views whose fields get their slots from {@code binding}. */
    ViewFactory(Map<String, RowAggregateFactory> functions, RowBinding binding) {
        this.functions = functions;
        this.binding = binding;
    }

    /** A join, and the fields of what it makes. Views with the same one have one binding, so that their elements are the same. */
    private record Joined(Join<Row> join, RowBinding binding) {}

    View<Row, Key> view(ViewConfig config) {
        Optional<Joined> joined = config.join().map(join -> joins.computeIfAbsent(join, this::joined));
        RowBinding fields = joined.map(Joined::binding).orElse(binding);
        ViewBuilder<Row, Key> view = View.<Row>named(config.name())
                .keyBy(fields.key(config.key()))
                .window(config.windowing())
                .watermarks(watermarks(config.watermark()))
                .allowedLateness(Duration.ofMillis(config.allowedLateness()))
                .trigger(trigger(config.trigger(), fields))
                .accumulation(config.accumulation());
        joined.ifPresent(own -> view.join(own.join));
        if (!config.events().isEmpty()) {
            view.filter(binding.events(config.events()));
        }
        config.dedup()
                .ifPresent(
                        dedup -> view.deduplicate(id(dedup, fields), Duration.ofMillis(dedup.ttl()), dedup.maxIds()));
        for (AggregateConfig aggregate : config.aggregates()) {
            RowAggregateFactory function = Objects.requireNonNull(functions.get(aggregate.fn()));
            view.aggregate(
                    aggregate.name(), function.create(AggregateArguments.of(function, aggregate.arguments(), fields)));
        }
        config.detectors().forEach(view::detect);
        config.gapFilling().ifPresent(view::fillGaps);
        return view.build();
    }

    private Joined joined(JoinConfig config) {
        RowBinding fields = binding.joined();
        String on = config.left().on() + " = " + config.right().on();
        Join<Row> join = new Join<>(
                side(config.left()),
                side(config.right()),
                config.before(),
                config.after(),
                config.unmatched(),
                config.maxWaiting(),
                new JoinedRows(fields, on));
        return new Joined(join, fields);
    }

    private JoinSide<Row> side(JoinConfig.Side side) {
        return new JoinSide<>(binding.events(side.events()), id(side.on(), binding));
    }

    private static Function<Row, @Nullable String> id(DedupConfig config, RowBinding binding) {
        return config.isByContent() ? ContentId.INSTANCE : id(config.fields(), binding);
    }

    private static Function<Row, @Nullable String> id(List<String> fields, RowBinding binding) {
        List<Integer> slots = fields.stream().map(binding::slot).toList();
        return slots.size() == 1 ? new RowId(slots.get(0)) : new CompositeId(slots);
    }

    private WatermarkSpec<Row> watermarks(WatermarkConfig config) {
        return new WatermarkSpec<>(
                strategy(config), config.idleTimeout(), config.allIdle(), config.emitInterval(), config.maxClockSkew());
    }

    private WatermarkStrategy<? super Row> strategy(WatermarkConfig config) {
        return switch (config.strategy()) {
            case BOUNDED_OUT_OF_ORDER -> new BoundedOutOfOrderness(config.maxOutOfOrderDelay());
            case ASCENDING -> BoundedOutOfOrderness.ascending();
            case PROCESSING_TIME -> ProcessingTimeWatermarks.INSTANCE;
            case PUNCTUATED -> new Punctuated<>(RowCondition.of(config.marker().orElseThrow(), binding));
        };
    }

    private static AfterWatermark<Row> trigger(TriggerConfig config, RowBinding binding) {
        Optional<Trigger<? super Row>> critical =
                config.critical().map(condition -> new AfterElement<>(RowCondition.of(condition, binding)));
        List<Trigger<? super Row>> early = new ArrayList<>();
        List<Trigger<? super Row>> late = new ArrayList<>();
        config.early().ifPresent(firing -> {
            firing.interval()
                    .ifPresent(interval ->
                            early.add(new AfterProcessingTime(interval, firing.mode() == TriggerConfig.Mode.ALIGNED)));
            firing.count().ifPresent(count -> early.add(new AfterCount(count)));
        });
        critical.ifPresent(early::add);
        if (config.lateInterval() > 0) {
            late.add(new AfterProcessingTime(config.lateInterval(), false));
            critical.ifPresent(late::add);
        }
        return new AfterWatermark<>(repeated(early), config.onTime(), repeated(late));
    }

    private static Optional<Trigger<? super Row>> repeated(List<Trigger<? super Row>> triggers) {
        if (triggers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Repeatedly<Row>(triggers.size() == 1 ? triggers.get(0) : new AfterFirst<>(triggers)));
    }
}
