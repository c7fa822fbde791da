// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.aggregate.NumberField;
import io.tidemark.aggregate.RowFields;
import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields that the views of a job read, gives each its slot, and is the place where the skipped elements are counted.
 *
 * <p>Protocol: make all views, handing in this object; then take {@link #schema} for the decoder, after which no new field can be asked for.
 */
public final class RowBinding implements RowFields {
    /** The pseudo field that holds the type of an event. */
    public static final String EVENT_TYPE = "$type";

    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final Map<String, LongAdder> skipped;

    /** The binding of the rows that are joined; null where rows are decoded. */
    private final @Nullable RowBinding base;

    /** Of joined rows, what fills each slot. */
    private final List<JoinedField> joinedFields = new ArrayList<>();

    private boolean frozen;

    /** A binding of no fields yet. */
    public RowBinding() {
        skipped = new TreeMap<>();
        base = null;
    }

    private RowBinding(RowBinding base) {
        skipped = base.skipped;
        this.base = base;
    }

    /** A binding of rows that are joined of two of this one's: their fields are {@code left.PATH} and {@code right.PATH}, and asking for one asks this binding for {@code PATH}. */
    public RowBinding joined() {
        return new RowBinding(this);
    }

    /**
     * The slot of {@code path}, a new one when it was not asked for before.
     *
     * @throws IllegalStateException when it is new and the schema was already taken
     * @throws IllegalArgumentException when rows are joined and it is of neither side
     */
    @Override
    public int slot(String path) {
        Integer known = slots.get(path);
        if (known != null) {
            return known;
        }
        if (frozen) {
            throw new IllegalStateException("field '" + path + "' was asked for after the schema was made");
        }
        RowBinding joinedOf = base;
        if (joinedOf != null) {
            joinedFields.add(JoinedField.of(path, joinedOf));
        }
        int slot = slots.size();
        slots.put(path, slot);
        return slot;
    }

    /**
     * Reads {@code path}, or computes it where it is a formula such as {@code output_tokens / latency_ms}: fields, numbers, {@code + - * /} between blanks, and parentheses.
     *
     * @throws IllegalArgumentException when it is a formula that cannot be understood
     */
    @Override
    public NumberField<Row> number(String path) {
        if (FormulaParser.isFormula(path)) {
            return new RowFormula(path, FormulaParser.parse(path, this::slot), skipped(path));
        }
        return new RowNumber(path, slot(path), skipped(path));
    }

    @Override
    public LongAdder skipped(String path) {
        return skipped.computeIfAbsent(path, absent -> new LongAdder());
    }

    /**
     * The key made of {@code paths}, in their order; of none, the one global key.
     *
     * @throws IllegalArgumentException when a path comes twice
     */
    public RowKey key(List<String> paths) {
        if (Set.copyOf(paths).size() < paths.size()) {
            throw new IllegalArgumentException("a key cannot have a field twice: " + paths);
        }
        return new RowKey(paths, paths.stream().mapToInt(this::slot).toArray());
    }

    /** Matches the rows of events whose type is one of {@code types}. */
    public RowEvents events(List<String> types) {
        return new RowEvents(slot(EVENT_TYPE), types);
    }

    /** Matches the rows whose {@code path} is present, not null and not false. */
    public RowTruth truth(String path) {
        return new RowTruth(path, slot(path));
    }

    /** The slots asked for, as the decoder fills them; ends the asking. */
    public RowSchema schema() {
        frozen = true;
        return RowSchema.of(slots.keySet());
    }

    /** Of joined rows, what fills each slot, in order. */
    List<JoinedField> joinedFields() {
        return joinedFields;
    }

    /** How often an aggregate skipped an element, by the field that it lacked (rule A3); only fields that were lacked. May be read while the job runs. */
    public Map<String, Long> skippedByField() {
        Map<String, Long> counts = new TreeMap<>();
        skipped.forEach((path, counter) -> {
            if (counter.sum() > 0) {
                counts.put(path, counter.sum());
            }
        });
        return counts;
    }
}
