// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.element.Row;
import io.tidemark.element.Row.Kind;
import io.tidemark.element.RowSchema;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key of one or more fields: their values in order, each a text, a whole number, another number or a truth value (rule K1).
 *
 * <p>Keys are equal when their values are, in order; {@code 1} and {@code 1.0} are one value, {@code 1}, {@code "1"} and {@code true} are three. Texts are compared as they
 * are, never normalised. The names take no part: keys are only compared within a view.
 */
public final class Key {
    private final List<String> names;
    private final Kind[] kinds;
    private final long[] bits;
    private final @Nullable String[] texts;
    private int hash;

    /** A key whose values are not set yet. */
    Key(List<String> names) {
        this.names = names;
        kinds = new Kind[names.size()];
        Arrays.fill(kinds, Kind.MISSING);
        bits = new long[names.size()];
        texts = new @Nullable String[names.size()];
    }

    private Key(Key other) {
        names = other.names;
        kinds = other.kinds.clone();
        bits = other.bits.clone();
        texts = other.texts.clone();
        hash = other.hash;
    }

    /**
     * The key of {@code values}.
     *
     * @param names unique, one for each value
     * @param values each a {@code String}, {@code Boolean}, {@code Long} or finite {@code Double}
     * @throws IllegalArgumentException when a value is something else
     */
    public static Key of(List<String> names, List<?> values) {
        if (names.size() != values.size()) {
            throw new IllegalArgumentException(names.size() + " names, but " + values.size() + " values");
        }
        Row row = new Row(RowSchema.of(names));
        for (int slot = 0; slot < names.size(); slot++) {
            set(row, slot, values.get(slot));
        }
        Key key = new Key(List.copyOf(names));
        for (int i = 0; i < names.size(); i++) {
            if (!key.take(i, row, i)) {
                throw new IllegalArgumentException("a key has no value like " + values.get(i));
            }
        }
        key.seal();
        return key;
    }

    private static void set(Row row, int slot, Object value) {
        if (value instanceof String text) {
            row.setText(slot, text);
        } else if (value instanceof Boolean truth) {
            row.setBoolean(slot, truth);
        } else if (value instanceof Long || value instanceof Integer) {
            row.setInteger(slot, ((Number) value).longValue());
        } else if (value instanceof Double number) {
            row.setDecimal(slot, number);
        }
    }

    /** Takes value {@code index} from a row; false when there is none that can be part of a key. */
    boolean take(int index, Row row, int slot) {
        Kind kind = row.kind(slot);
        kinds[index] = kind;
        texts[index] = row.text(slot);
        bits[index] = switch (kind) {
            case BOOLEAN -> row.isTruthy(slot) ? 1 : 0;
            case INTEGER -> row.integer(slot);
            case DECIMAL -> Double.doubleToLongBits(row.number(slot));
            default -> 0;
        };
        return switch (kind) {
            case BOOLEAN, INTEGER, TEXT -> true;
            case DECIMAL -> Double.isFinite(row.number(slot));
            case MISSING, NULL, NESTED -> false;
        };
    }

    /** Ends the taking. The hash is the same in every process, for it says which worker has the key. */
    void seal() {
        int h = 1;
        for (int i = 0; i < bits.length; i++) {
            String text = texts[i];
            h = 31 * h + (text == null ? Long.hashCode(bits[i]) : text.hashCode());
        }
        hash = h;
    }

    /** A copy that stays as it is. */
    Key copy() {
        return new Key(this);
    }

    /** The names of the fields, in order. */
    public List<String> names() {
        return names;
    }

    /** How many fields; 0 for the one global key. */
    public int size() {
        return kinds.length;
    }

    /** The value at {@code index}: a {@code String}, {@code Long}, {@code Double} or {@code Boolean}. */
    public Object value(int index) {
        return switch (kinds[index]) {
            case BOOLEAN -> bits[index] != 0;
            case INTEGER -> bits[index];
            case DECIMAL -> Double.longBitsToDouble(bits[index]);
            default -> Objects.requireNonNull(texts[index]);
        };
    }

    /** The values by name, in order. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < kinds.length; i++) {
            map.put(names.get(i), value(i));
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key that
                && hash == that.hash
                && Arrays.equals(bits, that.bits)
                && Arrays.equals(kinds, that.kinds)
                && Arrays.equals(texts, that.texts);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
