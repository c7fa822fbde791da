// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.RowSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each slot of the rows gets its value from: worked out once, when a decoder is made.
 *
 * <p>Beside the slots, which are the targets from 0 on, there are three more targets: the timestamp and two places where the type of an event may stand.
 */
final class RowPlan {
    /** A path in the record, and what its value is for. */
    record PathTarget(String path, int target) {}

    /** A slot and what it gets in each row. */
    record Fixed(int slot, Scalar value) {}

    /** A slot and the property of the record that it gets. */
    record Attribute(int slot, String name) {}

    private final DecoderOptions options;
    private final List<PathTarget> paths = new ArrayList<>();
    private final List<Fixed> constants = new ArrayList<>();
    private final List<Attribute> attributes = new ArrayList<>();

    RowPlan(DecoderOptions options) {
        this.options = options;
        List<String> fields = schema().paths();
        for (int slot = 0; slot < fields.size(); slot++) {
            place(fields.get(slot), slot);
        }
        if (options.timestamp().from() == TimestampOptions.From.EVENT) {
            paths.add(new PathTarget(options.timestamp().field(), timeTarget()));
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
            paths.add(new PathTarget(path, slot));
        }
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

    /** How many targets. */
    int targets() {
        return schema().size() + 3;
    }
}
