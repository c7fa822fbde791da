// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.element.Row.Kind;
import io.tidemark.llm.format.FieldTree.Node;
import io.tidemark.llm.format.RowPlan.Difference;
import io.tidemark.llm.format.RowPlan.Fixed;
import io.tidemark.time.Timestamps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the values of one element, one after the other, and puts each where it is wanted; then is used for the next. */
final class RowFiller {
    /** The timestamp of an element that has none. */
    static final long ABSENT = Long.MIN_VALUE + 1;

    private static final int NOTHING_YET = Integer.MAX_VALUE;

    private final RowPlan plan;
    private final int[] ranks;
    private final boolean[] needsText;
    private final long[] instants;
    private final Scalar converted = new Scalar();
    private Row row;
    private long timestamp;

    /** The highest rank of what came. */
    private int highest;

    private @Nullable String type;
    private @Nullable String eventType;

    RowFiller(RowPlan plan) {
        this.plan = plan;
        ranks = new int[plan.targets()];
        needsText = new boolean[plan.targets()];
        for (int target = 0; target < needsText.length; target++) {
            needsText[target] = plan.needsText(target);
        }
        instants = new long[plan.targets() - plan.firstInstant()];
        row = new Row(plan.schema());
    }

    /** Begins an element. */
    void begin() {
        row = new Row(plan.schema());
        Arrays.fill(ranks, NOTHING_YET);
        Arrays.fill(instants, ABSENT);
        timestamp = ABSENT;
        highest = 0;
        type = null;
        eventType = null;
    }

    /** Takes the value at {@code node}. */
    void put(Node node, Scalar value) {
        for (int i = 0; i < node.size(); i++) {
            int target = node.target(i);
            if (node.rank(i) <= ranks[target] && take(target, node.rank(i), value)) {
                ranks[target] = node.rank(i);
                highest = Math.max(highest, node.rank(i));
            }
        }
    }

    /** Takes a value of a rank that is good enough; false when it is not something, so that one of a higher rank may come. */
    private boolean take(int target, int rank, Scalar value) {
        Conversion conversion = plan.conversion(target, rank);
        if (conversion == null) {
            write(target, value);
            return true;
        }
        if (target == plan.timeTarget() || target >= plan.firstInstant()) {
            return takeInstant(target, conversion, value);
        }
        boolean isSomething = conversion.convert(value, converted);
        if (isSomething) {
            write(target, converted);
        }
        return isSomething;
    }

    private boolean takeInstant(int target, Conversion conversion, Scalar value) {
        if (Conversion.isNothing(value)) {
            return false;
        }
        long instant = conversion.timestamp(value);
        if (target == plan.timeTarget()) {
            timestamp = instant;
        } else {
            instants[target - plan.firstInstant()] = instant;
        }
        return true;
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

    /** Whether {@code node} needs a decimal as it was written. */
    boolean needsText(Node node) {
        for (int i = 0; i < node.size(); i++) {
            if (needsText[node.target(i)]) {
                return true;
            }
        }
        return false;
    }

    /** Ends an element: fills what the record has nothing for, from what it has and from what the mapping says. */
    void finish() {
        for (Difference difference : plan.differences()) {
            if (ranks[difference.slot()] == NOTHING_YET) {
                fill(difference);
            }
        }
        for (Fixed fallback : plan.fallbacks()) {
            if (ranks[fallback.slot()] == NOTHING_YET) {
                fallback.value().writeTo(row, fallback.slot());
            }
        }
    }

    /** Between a valid instant and an earlier one, or nothing, there is no time. */
    private void fill(Difference difference) {
        long from = instants[difference.from() - plan.firstInstant()];
        long to = instants[difference.to() - plan.firstInstant()];
        if (Timestamps.isValid(from) && Timestamps.isValid(to) && to - from >= 0) {
            ranks[difference.slot()] = 0;
            row.setInteger(difference.slot(), to - from);
        }
    }

    /** Takes back what came with a rank of {@code rank} or above. */
    void drop(int rank) {
        if (highest < rank) {
            return;
        }
        for (int target = 0; target < plan.schema().size(); target++) {
            if (ranks[target] >= rank) {
                row.setMissing(target);
            }
        }
        if (ranks[plan.timeTarget()] >= rank) {
            timestamp = ABSENT;
        }
    }

    /** The rank of what {@code target} got; above all ranks when it got nothing. */
    int rank(int target) {
        return ranks[target];
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
