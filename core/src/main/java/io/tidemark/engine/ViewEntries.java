// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateOutput;
import io.tidemark.state.KeyRange;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the state of one view on one worker as entries of a checkpoint. {@link Restoration} reads them.
 *
 * <pre>
 * store slices      view number, start of the slice, group, key    -> accumulators
 * store late_panes  view number, end of the window, group, key     -> index of the next late pane
 * store windows     view number, group, key                        -> the windows of the key; where the index has it, see {@link SpilledWindows}
 * store ordinals    view number, group, key                        -> ordinals and slices of the key; where the index has it
 * store observed    view number, group, key                        -> what the view's detectors know of the key, see {@link KeyDetectors}
 * store series      view number, group, key                        -> what gaps of the key are filled from, see {@link KeySeries}
 * </pre>
 *
 * <p>In the warm tier alone, which finds by it the windows that are not on the heap:
 *
 * <pre>
 * store due         view number, domain, time, group, key          -> nothing
 * </pre>
 *
 * <p>Slices come before keys: so the slices of a time lie together, and one range is all that is deleted when they go.
 */
final class ViewEntries {
    static final String SLICES = "slices";
    static final String LATE_PANES = "late_panes";
    static final String WINDOWS = "windows";
    static final String ORDINALS = "ordinals";
    static final String DETECTORS = "observed";
    static final String SERIES = "series";
    static final List<String> STORES = List.of(SLICES, LATE_PANES, WINDOWS, ORDINALS, DETECTORS, SERIES);
    static final String DUE = "due";

    /** Nothing is due, not even at the end of all time. */
    static final long NOTHING_DUE = Long.MIN_VALUE;

    private final int view;
    private final KeyDictionary<?> keys;
    private final Saving saving;
    private final StateOutput key = new StateOutput();
    private final StateOutput value = new StateOutput();

    /**
     * Entries of the view that is number {@code view}.
     *
     * @param saving takes the changes
     */
    ViewEntries(int view, KeyDictionary<?> keys, Saving saving) {
        this.view = view;
        this.keys = keys;
        this.saving = saving;
    }

    /** Processing time. */
    long now() {
        return saving.now();
    }

    /** How many saves came before. */
    int age() {
        return saving.age();
    }

    /** Whether {@link #due} is wanted. */
    boolean isIndexed() {
        return saving.isIndexed();
    }

    /** Whether any of what is saved may leave the heap after it. */
    boolean mayLeave() {
        return saving.mayLeave();
    }

    /**
     * Something was due for a key, as the last save said, and is due now.
     *
     * @param domain 0 for event time, 1 for processing time, from 2 on for the times of {@link IdleKeys}
     * @param before when it was due, or {@link #NOTHING_DUE}
     * @param now when it is due, or {@link #NOTHING_DUE}
     */
    void due(int domain, long before, long now, int keyId) {
        if (before == now) {
            return;
        }
        byte[] own = keys.bytes(keyId);
        if (before != NOTHING_DUE) {
            saving.index().delete(DUE, EntryKey.of(duePrefix(domain, before), keys.group(keyId), own));
        }
        if (now != NOTHING_DUE) {
            value.reset();
            EntryKey.writeIfCut(own, value);
            byte[] due = EntryKey.of(duePrefix(domain, now), keys.group(keyId), own);
            saving.index().put(DUE, due, value.toByteArray());
        }
    }

    /** Sets what a key has at a time. */
    void put(String store, long time, int keyId, Consumer<StateOutput> content) {
        put(store, timePrefix(time), keyId, content);
    }

    /** Sets what a key has. */
    void put(String store, int keyId, Consumer<StateOutput> content) {
        put(store, viewPrefix(), keyId, content);
    }

    /** Removes what a key has. */
    void delete(String store, int keyId) {
        saving.changes().delete(store, EntryKey.of(viewPrefix(), keys.group(keyId), keys.bytes(keyId)));
    }

    /** Removes what all keys have at a time. */
    void deleteTime(String store, long time) {
        saving.changes().deleteRange(store, KeyRange.prefix(timePrefix(time)));
    }

    /** Removes what all keys have at times up to {@code last}. */
    void deleteUpTo(String store, long last) {
        byte[] end = last == Long.MAX_VALUE ? KeyRange.prefix(viewPrefix()).to() : timePrefix(last + 1);
        saving.changes()
                .deleteRange(store, end == null ? KeyRange.startingAt(viewPrefix()) : KeyRange.of(viewPrefix(), end));
    }

    /** Removes what any key has in a store without times, and the index of it in {@code domain}. */
    void deleteAll(String store, int domain) {
        saving.changes().deleteRange(store, KeyRange.prefix(viewPrefix()));
        key.reset();
        EntryKey.writeView(view, key);
        key.writeByte(domain);
        saving.index().deleteRange(DUE, KeyRange.prefix(key.toByteArray()));
    }

    private void put(String store, byte[] prefix, int keyId, Consumer<StateOutput> content) {
        byte[] own = keys.bytes(keyId);
        value.reset();
        EntryKey.writeIfCut(own, value);
        content.accept(value);
        saving.changes().put(store, EntryKey.of(prefix, keys.group(keyId), own), value.toByteArray());
    }

    private byte[] viewPrefix() {
        key.reset();
        EntryKey.writeView(view, key);
        return key.toByteArray();
    }

    private byte[] duePrefix(int domain, long time) {
        key.reset();
        EntryKey.writeView(view, key);
        key.writeByte(domain);
        key.writeOrderedLong(time);
        return key.toByteArray();
    }

    private byte[] timePrefix(long time) {
        key.reset();
        EntryKey.writeView(view, key);
        key.writeOrderedLong(time);
        return key.toByteArray();
    }
}
