// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.key.KeyGroups;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody has come who goes through the keys of a view: worker by worker, first those on the heap, then those that are only in the warm tier. It is of no use in another process, nor at another parallelism.
 */
public final class LiveCursor {
    /** Before all keys. */
    public static final LiveCursor START = new LiveCursor(0, 0, null);

    private static final String HEAP = "h";
    private static final String WARM = "w";

    private final int worker;
    private final int nextKey;
    private final byte @Nullable [] after;

    private LiveCursor(int worker, int nextKey, byte @Nullable [] after) {
        this.worker = worker;
        this.nextKey = nextKey;
        this.after = after;
    }

    /** At the {@code nextKey}-th key on the heap of a worker. */
    static LiveCursor heap(int worker, int nextKey) {
        return new LiveCursor(worker, nextKey, null);
    }

    /** After an entry of a worker in the warm tier; empty for the first one. */
    static LiveCursor warm(int worker, byte[] after) {
        return new LiveCursor(worker, 0, after);
    }

    int worker() {
        return worker;
    }

    int nextKey() {
        return nextKey;
    }

    /** The entry of the warm tier, or null while it is on the heap. */
    byte @Nullable [] after() {
        return after;
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static LiveCursor parse(String text) {
        String[] parts = text.split("-", 3);
        try {
            if (parts.length == 3) {
                int worker = Integer.parseUnsignedInt(parts[0]);
                boolean isWarm = parts[1].equals(WARM);
                if (worker < KeyGroups.COUNT && isWarm) {
                    return warm(worker, Base64.getUrlDecoder().decode(parts[2]));
                }
                if (worker < KeyGroups.COUNT && parts[1].equals(HEAP)) {
                    return heap(worker, Integer.parseUnsignedInt(parts[2]));
                }
            }
        } catch (IllegalArgumentException e) {
            throw unknown(text, e);
        }
        throw unknown(text, null);
    }

    private static IllegalArgumentException unknown(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "'" + text + "' is no cursor: take the one that the page before ended with", cause);
    }

    @Override
    public String toString() {
        byte[] entry = after;
        return entry == null
                ? worker + "-" + HEAP + "-" + nextKey
                : worker + "-" + WARM + "-"
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(entry);
    }
}
