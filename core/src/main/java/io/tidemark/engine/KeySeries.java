// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.codec.ValueCodec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What gaps of one key are filled from: its last window with elements. An entry of the store {@link ViewEntries#SERIES}, after the key where that was cut:
 *
 * <pre>
 * format           byte, 1
 * last end         signed var, of the last window with elements
 * results          var, and for each: the value, as {@link ValueCodec} writes it; null where nothing is filled from it
 * </pre>
 */
final class KeySeries implements KeyMemory.Entry {
    private static final int FORMAT = 1;
    private static final int BYTES = 48;

    private final List<String> names;
    private @Nullable Object[] values;
    private long lastEnd = Long.MIN_VALUE;

    /** Of results {@code names}, before the first window. */
    KeySeries(List<String> names) {
        this.names = names;
        values = new @Nullable Object[names.size()];
    }

    @Override
    public long lastEnd() {
        return lastEnd;
    }

    /** Of the last window, in the order of the results. Not a copy. */
    @Nullable
    Object[] values() {
        return values;
    }

    /** The last window is one that ends at {@code end}. */
    void set(long end, @Nullable Object[] results) {
        lastEnd = end;
        values = results;
    }

    @Override
    public void write(StateOutput out) {
        out.writeByte(FORMAT);
        out.writeSignedVarLong(lastEnd);
        out.writeVarLong(values.length);
        for (Object value : values) {
            ValueCodec.writeNullable(value, out);
        }
    }

    @Override
    public void read(StateInput in) throws IOException {
        int format = in.readByte();
        if (format != FORMAT) {
            throw new CorruptStateException(
                    "the state of gap filling has format " + format + ", but this program knows only " + FORMAT);
        }
        lastEnd = in.readSignedVarLong();
        int count = in.readCount(1);
        if (count != names.size()) {
            throw new CorruptStateException("the state of gap filling has " + count + " results, but the view has "
                    + names.size() + ": " + names);
        }
        for (int i = 0; i < count; i++) {
            values[i] = ValueCodec.readNullable(in);
        }
    }

    /** What it knows, for people. */
    Map<String, Object> facts() {
        Map<String, @Nullable Object> results = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            results.put(names.get(i), values[i]);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("last_window_end", lastEnd);
        facts.put("results", results);
        return facts;
    }

    @Override
    public long bytes() {
        return BYTES + Footprint.of(values);
    }
}
