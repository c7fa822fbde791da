// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.codec.ValueCodec;
import io.tidemark.element.Row;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The accumulator of a first or last value: a value and its timestamp. Texts are kept up to {@value #MAX_TEXT} characters. */
final class TimedValue {
    static final int MAX_TEXT = 1_024;

    private @Nullable Object value;
    private long timestamp;

    /** Takes the value of a slot if it is nearer to the end that is asked for. */
    void offer(Row row, int slot, boolean isLast) {
        long time = row.timestamp();
        // Most rows are not nearer, and cost no object.
        if (value == null || time == timestamp || (time > timestamp) == isLast) {
            Object scalar = row.scalar(slot);
            offer(scalar instanceof String text ? cut(text) : scalar, time, isLast);
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    void merge(TimedValue other, boolean isLast) {
        offer(other.value, other.timestamp, isLast);
    }

    private void offer(@Nullable Object offered, long time, boolean isLast) {
        if (offered == null) {
            return;
        }
        int order = value == null ? 0 : Long.compare(time, timestamp);
        if (order == 0 && value != null) {
            order = compare(offered, value);
        }
        if (value == null || (order != 0 && (order > 0) == isLast)) {
            value = offered;
            timestamp = time;
        }
    }

    /** Truth values, then numbers, then texts. */
    private static int compare(Object a, Object b) {
        int byKind = Integer.compare(kind(a), kind(b));
        if (byKind != 0) {
            return byKind;
        }
        if (a instanceof String text) {
            return text.compareTo((String) b);
        }
        if (a instanceof Boolean truth) {
            return truth.compareTo((Boolean) b);
        }
        return a instanceof Long one && b instanceof Long other
                ? Long.compare(one, other)
                : exact((Number) a).compareTo(exact((Number) b));
    }

    /** A double may be nearer to several longs than they are to each other. */
    private static BigDecimal exact(Number number) {
        return number instanceof Long whole ? BigDecimal.valueOf(whole) : new BigDecimal(number.doubleValue());
    }

    private static int kind(Object value) {
        if (value instanceof Boolean) {
            return 0;
        }
        return value instanceof Number ? 1 : 2;
    }

    @Nullable
    Object value() {
        return value;
    }

    void clear() {
        value = null;
        timestamp = 0;
    }

    /** The bytes: the value, null of nothing, and unless it is null its timestamp, a signed number of variable length. */
    static final class Codec implements StateCodec<TimedValue> {
        static final Codec INSTANCE = new Codec();

        private Codec() {}

        @Override
        public String name() {
            return "tidemark.timed_value";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(TimedValue timed, StateOutput out) {
            ValueCodec.writeNullable(timed.value, out);
            if (timed.value != null) {
                out.writeSignedVarLong(timed.timestamp);
            }
        }

        @Override
        public TimedValue read(StateInput in, int version) throws IOException {
            checkVersion(version);
            TimedValue read = new TimedValue();
            Object value = ValueCodec.readNullable(in);
            if (value != null) {
                if (!isScalar(value)) {
                    throw new CorruptStateException("these are not the bytes of a value with its time: " + value);
                }
                read.value = value;
                read.timestamp = in.readSignedVarLong();
            }
            return read;
        }

        private static boolean isScalar(Object value) {
            return value instanceof Boolean
                    || value instanceof Long
                    || (value instanceof Double number && Double.isFinite(number))
                    || (value instanceof String text && text.length() <= MAX_TEXT);
        }
    }
}
