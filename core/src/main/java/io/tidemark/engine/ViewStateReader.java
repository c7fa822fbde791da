// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.key.KeyGroups;
import io.tidemark.view.View;
import io.tidemark.window.AlignedWindows;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the entries of one view with its own codecs, one at a time: nothing is kept.
 *
 * @param <E> the element
 * @param <K> the key
 */
final class ViewStateReader<E, K> {
    private final View<E, K> view;
    private final StateCodec<K> codec;
    private final Aggregation<E> aggregation;
    private final KeyDictionary<K> keys;

    ViewStateReader(View<E, K> view) {
        this.view = view;
        codec = view.key().codec();
        aggregation = new Aggregation<>(view.aggregates());
        keys = new KeyDictionary<>(view.key());
    }

    /**
     * Reads an entry.
     *
     * @param time that stands in its key; 0 in stores that have none
     * @param value from where the key, if it was cut, has been read
     */
    StateRecord read(String store, long time, byte[] keyBytes, StateInput value) throws IOException {
        K key = codec.read(new StateInput(keyBytes), 1);
        return switch (store) {
            case ViewEntries.SLICES -> record(store, key, keyBytes, Map.of(), List.of(slice(time, value)));
            case ViewEntries.WINDOWS -> record(store, key, keyBytes, Map.of(), windows(key, value));
            case ViewEntries.LATE_PANES ->
                record(
                        store,
                        key,
                        keyBytes,
                        Map.of("window_end", time, "next_pane_index", value.readVarLong()),
                        List.of());
            case ViewEntries.ORDINALS ->
                record(store, key, keyBytes, Map.of("next_ordinal", value.readVarLong()), parts(value));
            case ViewEntries.DETECTORS -> record(store, key, keyBytes, detectors(value), List.of());
            case ViewEntries.SERIES -> record(store, key, keyBytes, series(value), List.of());
            default -> throw new CorruptStateException("no view has a store '" + store + "'");
        };
    }

    private Map<String, Object> detectors(StateInput value) throws IOException {
        KeyDetectors known = new KeyDetectors(view.detectors());
        known.read(value);
        return known.facts();
    }

    private Map<String, Object> series(StateInput value) throws IOException {
        KeySeries known = new KeySeries(aggregation.names());
        known.read(value);
        return known.facts();
    }

    private StateRecord record(String store, K key, byte[] keyBytes, Map<String, Object> facts, List<StateCell> cells) {
        return StateRecord.of(store, view.name(), key, keyBytes, facts, cells);
    }

    private StateCell slice(long start, StateInput value) throws IOException {
        if (!(view.windowing() instanceof AlignedWindows windows)) {
            throw new CorruptStateException("view '" + view.name() + "' is not computed by slices");
        }
        return cell(aggregation.read(value), Window.time(start, Slice.at(windows, start).end));
    }

    private List<StateCell> windows(K key, StateInput value) throws IOException {
        Window.Domain domain = WindowOperator.domain(view);
        PaneCodec panes = new PaneCodec(view.name(), domain, aggregation.names());
        // The panes that may have to be retracted want the key's number.
        int id = keys.idOf(key, KeyGroups.spread(key.hashCode()));
        List<StateCell> cells = new ArrayList<>();
        for (WindowState state : new WindowStates<>(aggregation, keys, panes).read(id, 0, value)) {
            cells.add(cell(state.cell, new Window(domain, state.start, state.end)));
        }
        keys.forgetUnheld();
        return cells;
    }

    private List<StateCell> parts(StateInput value) throws IOException {
        int count = value.readCount(3);
        List<StateCell> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Window part = Window.count(value.readSignedVarLong(), value.readSignedVarLong());
            cells.add(cell(aggregation.read(value), part));
        }
        return cells;
    }

    private StateCell cell(int cell, Window window) {
        StateOutput accumulators = new StateOutput();
        aggregation.writeAccumulators(cell, accumulators);
        StateCell read = new StateCell(
                window,
                aggregation.count(cell),
                StateRecord.readOnly(accumulators.toByteArray()),
                aggregation.results(cell, window));
        aggregation.release(cell);
        return read;
    }
}
