// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.codec.StateCodec;
import io.tidemark.element.Row;
import io.tidemark.key.KeySelector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key of a row: the values of some of its fields (rule K1).
 *
 * <p>A row has no key when one of the fields is missing, null, an object, an array, or a number that no {@code double} holds. An empty text is a value.
 *
 * <p>It hands out one mutable key again and again, so it allocates nothing for each row: keep what {@link #retain} gives, and use a selector of
 * {@link #forThread} on each thread.
 */
public final class RowKey implements KeySelector<Row, Key> {
    private final List<String> paths;
    private final int[] slots;
    private final Key probe;

    RowKey(List<String> paths, int[] slots) {
        this.paths = List.copyOf(paths);
        this.slots = slots;
        probe = new Key(this.paths);
    }

    /** The fields, in order. */
    public List<String> paths() {
        return paths;
    }

    @Override
    public @Nullable Key key(Row row) {
        for (int i = 0; i < slots.length; i++) {
            if (!probe.take(i, row, slots[i])) {
                return null;
            }
        }
        probe.seal();
        return probe;
    }

    @Override
    public Key retain(Key key) {
        return key.copy();
    }

    @Override
    public KeySelector<Row, Key> forThread() {
        return new RowKey(paths, slots);
    }

    @Override
    public StateCodec<Key> codec() {
        return new KeyCodec(paths);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowKey that && paths.equals(that.paths) && Arrays.equals(slots, that.slots);
    }

    @Override
    public int hashCode() {
        return 31 * paths.hashCode() + Arrays.hashCode(slots);
    }

    @Override
    public String toString() {
        return "key" + paths;
    }
}
