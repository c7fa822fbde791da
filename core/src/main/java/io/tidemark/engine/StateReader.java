// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.ValueCodec;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.watermark.WatermarkSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what the entries of a job's checkpoint mean, for people and tools that look at it.
 *
 * <p>Protocol: hand it every entry of one checkpoint, in the order of {@link io.tidemark.checkpoint.CheckpointLog#read}. The first one says how the views are numbered; without it the others cannot be told apart.
 *
 * <p>Of a view that is gone, or has changed so much that it could not take its state over, the entries are handed on undecoded. It keeps nothing but the numbers of the views, however large the checkpoint is.
 */
public final class StateReader {
    private final Map<String, View<?, ?>> views = new HashMap<>();
    private final Map<String, ViewStateReader<?, ?>> readers = new HashMap<>();
    private final ViewNumbers numbers = new ViewNumbers();

    /** A reader for one checkpoint of a job whose views are now {@code views}. */
    public StateReader(List<? extends View<?, ?>> views) {
        views.forEach(view -> this.views.put(view.name(), view));
    }

    /**
     * What an entry means.
     *
     * @throws CorruptStateException when it is not what it should be
     */
    public StateRecord read(String store, byte[] key, byte[] value) throws IOException {
        StateInput keyIn = new StateInput(key);
        StateInput valueIn = new StateInput(value);
        return switch (store) {
            case PipelineState.JOB -> readJob(keyIn, valueIn);
            case PipelineState.SEEN_IDS -> seenId(name(keyIn), keyIn, valueIn);
            case PipelineState.WAITING -> waiting(name(keyIn), keyIn, valueIn);
            case ViewEntries.SLICES, ViewEntries.LATE_PANES -> {
                String view = name(keyIn);
                yield readView(store, view, keyIn.readOrderedLong(), keyIn, valueIn);
            }
            case ViewEntries.WINDOWS, ViewEntries.ORDINALS, ViewEntries.DETECTORS, ViewEntries.SERIES ->
                readView(store, name(keyIn), 0, keyIn, valueIn);
            case JobCheckpoints.STORE -> StateRecord.of(store, null, Map.of(keyIn.text(), valueIn.readVarLong()));
            case OutputPositions.STORE -> output(valueIn);
            default -> StateRecord.opaque(store, null, key, Map.of(), value);
        };
    }

    private StateRecord readJob(StateInput key, StateInput value) throws IOException {
        return switch (key.text()) {
            case "definitions" -> definitions(value);
            case "pipeline" -> pipeline(value);
            default -> progress(key, value);
        };
    }

    private StateRecord definitions(StateInput value) throws IOException {
        numbers.read(value);
        Map<String, String> shapes = numbers.shapes();
        views.forEach((name, view) -> {
            if (Planner.shape(view).equals(shapes.get(name))) {
                readers.put(name, new ViewStateReader<>(view));
            }
        });
        return StateRecord.of(PipelineState.JOB, null, Map.of("views", shapes));
    }

    private static StateRecord pipeline(StateInput value) throws IOException {
        PipelineState.PipelineClock clock = PipelineState.readClock(value);
        Map<String, Object> facts = new LinkedHashMap<>();
        if (clock.started()) {
            facts.put("processing_time", clock.now());
        }
        facts.put("elements", clock.elements());
        facts.put("invalid_records", clock.invalid().total());
        return StateRecord.of(PipelineState.JOB, null, facts);
    }

    /** How far a view has come. */
    private StateRecord progress(StateInput key, StateInput value) throws IOException {
        PipelineState.skipName(key);
        String view = name(key);
        WatermarkTracker<Object> tracker = new WatermarkTracker<>(WatermarkSpec.of(BoundedOutOfOrderness.ascending()));
        tracker.read(value, 0);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("watermark", value.readSignedVarLong());
        facts.put("filtered", value.readVarLong());
        facts.put("duplicates", value.readVarLong());
        facts.put("without_key", value.readVarLong());
        ViewTally tally = new ViewTally();
        tally.read(value);
        facts.put("aggregated", tally.aggregated);
        facts.put("late", tally.late);
        facts.put("unassigned", tally.unassigned);
        return StateRecord.of(PipelineState.JOB, view, facts);
    }

    /** Where an output stood. */
    private static StateRecord output(StateInput value) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("target", value.readText());
        facts.put("position", value.readVarLong());
        return StateRecord.of(OutputPositions.STORE, null, facts);
    }

    private static StateRecord seenId(String view, StateInput key, StateInput value) throws IOException {
        EntryKey.readGroup(key);
        byte[] bytes = EntryKey.read(key, value);
        Object id = String.valueOf(ValueCodec.INSTANCE.read(new StateInput(bytes), 1));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", id);
        facts.put("counted_at", value.readSignedVarLong());
        return StateRecord.of(PipelineState.SEEN_IDS, view, facts);
    }

    /** An element that waits for a partner; what it holds is for its join to read. */
    private static StateRecord waiting(String view, StateInput key, StateInput value) throws IOException {
        EntryKey.readGroup(key);
        EntryKey.read(key, value);
        Waiting<byte[]> waiting = Waiting.read(0, (version, in) -> in.readRaw(in.remaining()), value);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("side", waiting.isLeft ? "left" : "right");
        facts.put("joined_by", waiting.key);
        facts.put("timestamp", waiting.timestamp);
        facts.put("matched", waiting.isMatched);
        return StateRecord.of(PipelineState.WAITING, view, facts);
    }

    private StateRecord readView(String store, String view, long time, StateInput key, StateInput value)
            throws IOException {
        EntryKey.readGroup(key);
        byte[] keyBytes = EntryKey.read(key, value);
        ViewStateReader<?, ?> reader = readers.get(view);
        if (reader == null) {
            Map<String, Object> facts = switch (store) {
                case ViewEntries.SLICES -> Map.of("slice_start", time);
                case ViewEntries.LATE_PANES -> Map.of("window_end", time);
                default -> Map.of();
            };
            return StateRecord.opaque(store, view, keyBytes, facts, value.readRaw(value.remaining()));
        }
        return reader.read(store, time, keyBytes, value);
    }

    private String name(StateInput key) throws CorruptStateException {
        int number = EntryKey.readView(key);
        @Nullable String name = numbers.name(number);
        if (name == null) {
            throw new CorruptStateException("there is state of a view number " + number + ", but no such view");
        }
        return name;
    }
}
