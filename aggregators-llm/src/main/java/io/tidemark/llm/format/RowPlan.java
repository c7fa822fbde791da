// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.RowSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each slot of the rows gets its value from: worked out once, when a decoder is made.
 *
 * <p>Beside the slots, which are the targets from 0 on, there are more targets: the timestamp, two places where the type of an event may stand, and three instants of a
 * call that are wanted only for what lies between them.
 */
final class RowPlan {
    /** A path in the record, what its value is for, and the least of its ranks there. */
    record PathTarget(String path, int target, int rank) {}

    /** A slot that may be filled with the time between two instants. */
    record Difference(int slot, int from, int to) {}

    /** A slot and what it gets in each row. */
    record Fixed(int slot, Scalar value) {}

    /** A slot and the property of the record that it gets. */
    record Attribute(int slot, String name) {}

    /** The instants of a call, in the order of their targets. */
    private static final List<CallField> INSTANTS = List.of(CallField.START, CallField.FIRST_TOKEN, CallField.END);

    private static final Map<String, CallField> BETWEEN_START_AND = Map.of(
            CallField.LATENCY_MS.wireName(),
            CallField.END,
            CallField.TIME_TO_FIRST_TOKEN_MS.wireName(),
            CallField.FIRST_TOKEN);

    private final DecoderOptions options;
    private final Map<String, FieldMapping> mapping;
    private final Conversion[][] conversions;
    private final List<Difference> differences = new ArrayList<>();
    private final List<Fixed> fallbacks = new ArrayList<>();
    private final List<PathTarget> paths = new ArrayList<>();
    private final List<Fixed> constants = new ArrayList<>();
    private final List<Attribute> attributes = new ArrayList<>();

    /** Every field is at its own path. */
    RowPlan(DecoderOptions options) {
        this(options, MappingOptions.NONE);
    }

    /** Fields that {@code calls} has are where it says. */
    RowPlan(DecoderOptions options, MappingOptions calls) {
        this.options = options;
        mapping = calls.fields();
        conversions = new Conversion[targets()][0];
        List<String> fields = schema().paths();
        for (int slot = 0; slot < fields.size(); slot++) {
            place(fields.get(slot), slot);
        }
        if (options.timestamp().from() == TimestampOptions.From.EVENT) {
            want(timeField(), timeTarget());
        }
        if (mapping.containsKey(options.typeField())) {
            want(options.typeField(), typeTarget());
        }
    }

    private void place(String field, int slot) {
        Object constant = options.constants().get(field);
        String path = options.fields().getOrDefault(field, field);
        if (constant != null) {
            constants.add(new Fixed(slot, scalar(field, constant)));
        } else if (path.startsWith("$")) {
            attributes.add(new Attribute(slot, RecordAttributes.check(path)));
        } else {
            want(path, slot);
            wantDifference(path, slot);
            FieldMapping mapped = mapping.get(path);
            if (mapped != null) {
                mapped.fallback().ifPresent(value -> fallbacks.add(new Fixed(slot, scalar(path, value))));
            }
        }
    }

    /** The field of the timestamp; that of a call is its end, when nothing else is said. */
    private String timeField() {
        String field = options.timestamp().field();
        boolean isUnsaid = field.equals(CallField.TIMESTAMP.wireName()) && !mapping.containsKey(field);
        String end = CallField.END.wireName();
        String wanted = isUnsaid && mapping.containsKey(end) ? end : field;
        if (mapping.containsKey(wanted) && !options.timestamp().format().equals(TimestampFormat.RFC_3339)) {
            throw new IllegalArgumentException("the mapping says in which unit '" + wanted
                    + "' is; remove the format of the timestamp, or name a field by its path in the record");
        }
        return wanted;
    }

    /** Adds the sources of {@code field}: those of the mapping, or its own path. */
    private void want(String field, int target) {
        FieldMapping mapped = mapping.get(field);
        if (mapped == null) {
            paths.add(new PathTarget(field, target, 0));
            return;
        }
        conversions[target] = mapped.sources().stream().map(Conversion::new).toArray(Conversion[]::new);
        for (int i = 0; i < mapped.sources().size(); i++) {
            paths.add(new PathTarget(mapped.sources().get(i).path(), target, i * FieldTree.RANKS));
        }
    }

    private void wantDifference(String field, int slot) {
        CallField until = BETWEEN_START_AND.get(field);
        if (until == null
                || !mapping.containsKey(CallField.START.wireName())
                || !mapping.containsKey(until.wireName())) {
            return;
        }
        differences.add(new Difference(slot, instant(CallField.START), instant(until)));
    }

    /** The target of an instant, which it becomes. */
    private int instant(CallField field) {
        int target = firstInstant() + INSTANTS.indexOf(field);
        if (conversions[target].length == 0) {
            want(field.wireName(), target);
        }
        return target;
    }

    private static Scalar scalar(String field, Object constant) {
        Scalar scalar = new Scalar();
        if (constant instanceof String text) {
            scalar.setText(text);
        } else if (constant instanceof Boolean truth) {
            scalar.setBoolean(truth);
        } else if (constant instanceof Number && Scalar.isNumber(constant.toString())) {
            scalar.setNumber(constant.toString());
        } else {
            throw new IllegalArgumentException(
                    "the constant '" + field + "' must be a text, a number, true or false, not " + constant);
        }
        return scalar;
    }

    DecoderOptions options() {
        return options;
    }

    RowSchema schema() {
        return options.schema();
    }

    /** What is read from the record itself. */
    List<PathTarget> paths() {
        return paths;
    }

    /** Adds everything that is read from the record itself to {@code tree}, the type of the event too. */
    void addTo(FieldTree tree) {
        if (!mapping.containsKey(options.typeField())) {
            tree.add(options.typeField(), typeTarget(), 0);
        }
        paths.forEach(wanted -> tree.add(wanted.path(), wanted.target(), wanted.rank()));
    }

    /** What turns a value of {@code rank} into that of {@code target}; null when it stays as it is. */
    @Nullable
    Conversion conversion(int target, int rank) {
        Conversion[] all = conversions[target];
        return all.length == 0 ? null : all[rank / FieldTree.RANKS];
    }

    /** Whether {@code target} needs decimals as they were written: a timestamp is floored exactly, and units are converted exactly. */
    boolean needsText(int target) {
        return target == timeTarget() || Arrays.stream(conversions[target]).anyMatch(Conversion::needsText);
    }

    /** What is filled from two instants when the record has nothing for it. */
    List<Difference> differences() {
        return differences;
    }

    /** What slots get when there is nothing else. */
    List<Fixed> fallbacks() {
        return fallbacks;
    }

    List<Fixed> constants() {
        return constants;
    }

    List<Attribute> attributes() {
        return attributes;
    }

    /** The target of the timestamp. */
    int timeTarget() {
        return schema().size();
    }

    /** The target of the type of the event. */
    int typeTarget() {
        return schema().size() + 1;
    }

    /** The target of the type of an event of the second shape. */
    int eventTypeTarget() {
        return schema().size() + 2;
    }

    /** The target of the first instant. */
    int firstInstant() {
        return schema().size() + 3;
    }

    /** How many targets. */
    int targets() {
        return firstInstant() + INSTANTS.size();
    }
}
