// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.element.Row.Kind;
import io.tidemark.llm.format.FieldTree.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the values of one element, one after the other, and puts each where it is wanted; then is used for the next. */
final class RowFiller {
    /** The timestamp of an element that has none. */
    static final long ABSENT = Long.MIN_VALUE + 1;

    private static final int NOTHING_YET = Integer.MAX_VALUE;

    private final RowPlan plan;
    private final int[] ranks;
    private Row row;
    private long timestamp;
    private @Nullable String type;
    private @Nullable String eventType;

    RowFiller(RowPlan plan) {
        this.plan = plan;
        ranks = new int[plan.targets()];
        row = new Row(plan.schema());
    }

    /** Begins an element. */
    void begin() {
        row = new Row(plan.schema());
        Arrays.fill(ranks, NOTHING_YET);
        timestamp = ABSENT;
        type = null;
        eventType = null;
    }

    /** Takes the value at {@code node}. */
    void put(Node node, Scalar value) {
        for (int i = 0; i < node.size(); i++) {
            int target = node.target(i);
            if (node.rank(i) <= ranks[target]) {
                ranks[target] = node.rank(i);
                write(target, value);
            }
        }
    }

    private void write(int target, Scalar value) {
        if (target < plan.schema().size()) {
            value.writeTo(row, target);
        } else if (target == plan.timeTarget()) {
            timestamp = value.timestamp(plan.options().timestamp().format(), ABSENT);
        } else if (target == plan.typeTarget()) {
            type = value.kind() == Kind.TEXT ? value.text() : null;
        } else {
            eventType = value.kind() == Kind.TEXT ? value.text() : null;
        }
    }

    /** Whether {@code node} needs a decimal as it was written: a timestamp is floored exactly. */
    boolean needsText(Node node) {
        for (int i = 0; i < node.size(); i++) {
            if (node.target(i) == plan.timeTarget()) {
                return true;
            }
        }
        return false;
    }

    /** Takes back what came with a rank of {@code rank} or above. */
    void drop(int rank) {
        for (int target = 0; target < plan.schema().size(); target++) {
            if (ranks[target] >= rank) {
                row.setMissing(target);
            }
        }
        if (ranks[plan.timeTarget()] >= rank) {
            timestamp = ABSENT;
        }
    }

    /** The row being filled. */
    Row row() {
        return row;
    }

    /** The timestamp, or {@link #ABSENT}, or one of the refusals of {@link TimestampFormat}. */
    long timestamp() {
        return timestamp;
    }

    /** The type of the event, or null. */
    @Nullable
    String type() {
        return type;
    }

    /** The type of an event of the second shape, or null. */
    @Nullable
    String eventType() {
        return eventType;
    }
}
