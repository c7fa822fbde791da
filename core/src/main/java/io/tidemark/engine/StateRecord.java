// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a checkpoint, and what it means.
 *
 * @param store the store that it is in
 * @param view whose it is; null when it is the whole job's
 * @param key of the elements; null when it has none, or the reader was not given the view as it was when the entry was written
 * @param keyBytes the same as its codec wrote it; empty when it has none
 * @param facts what else it says, by name: texts, numbers, truth values, maps and lists of them
 * @param cells what was accumulated; none when the view is not known
 * @param content the bytes of an entry that is not understood, because its view or its store is not known; else empty
 */
public record StateRecord(
        String store,
        @Nullable String view,
        @Nullable Object key,
        ByteBuffer keyBytes,
        Map<String, Object> facts,
        List<StateCell> cells,
        ByteBuffer content) {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** Keeps copies of the collections. */
    public StateRecord {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        cells = List.copyOf(cells);
    }

    /** An entry of the whole job, or of all keys of a view. */
    static StateRecord of(String store, @Nullable String view, Map<String, Object> facts) {
        return new StateRecord(store, view, null, NOTHING, facts, List.of(), NOTHING);
    }

    /** An entry of a key. */
    static StateRecord of(
            String store, String view, Object key, byte[] keyBytes, Map<String, Object> facts, List<StateCell> cells) {
        return new StateRecord(store, view, key, readOnly(keyBytes), facts, cells, NOTHING);
    }

    /** An entry that is not understood. */
    static StateRecord opaque(
            String store, @Nullable String view, byte[] keyBytes, Map<String, Object> facts, byte[] content) {
        return new StateRecord(store, view, null, readOnly(keyBytes), facts, List.of(), readOnly(content));
    }

    static ByteBuffer readOnly(byte[] bytes) {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
}
