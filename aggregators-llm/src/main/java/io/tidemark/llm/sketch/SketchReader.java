// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;

/** Reads what {@link QuantileSketchCodec} wrote, and refuses everything that it cannot have written. */
final class SketchReader {
    private final StateInput in;

    SketchReader(StateInput in) {
        this.in = in;
    }

    QuantileSketch read() throws CorruptStateException {
        double relativeError = in.readDouble();
        check(QuantileSketch.isRelativeError(relativeError), "the relative error is out of bounds");
        QuantileSketch sketch = new QuantileSketch(relativeError);
        int form = in.readByte();
        if (form == QuantileSketchCodec.ALL_EQUAL) {
            double value = value();
            long count = count();
            check(count > 0, "a count is zero");
            sketch.add(value, count);
        } else if (form == QuantileSketchCodec.COUNTERS) {
            readValues(sketch);
        } else {
            check(form == QuantileSketchCodec.NOTHING, "the form is unknown");
        }
        return sketch;
    }

    private void readValues(QuantileSketch sketch) throws CorruptStateException {
        double min = value();
        double max = value();
        long zeros = count();
        check(min < max, "the minimum is not below the maximum");
        check(zeros == 0 ? min != 0 && max != 0 : min <= 0 && max >= 0, "zero is out of bounds");
        int before = QuantileSketchCodec.keyBefore(min, sketch.shift());
        int last = max == 0 ? -1 : LogLinear.key(max, sketch.shift());
        CounterPages pages = sketch.ownPages();
        pages.addZeros(zeros);
        if (min > 0) {
            pages.reserve(before + 1, last);
        }
        long total = zeros;
        int key = before;
        for (long step = in.readVarLong(); step != QuantileSketchCodec.END; step = in.readVarLong()) {
            check(key != before || min == 0 || step >>> 1 == 1, "the minimum is not counted");
            key = keyAfter(key, step >>> 1, last, sketch.shift());
            long count = (step & 1) == 0 ? 1 : countFromTwo();
            check(count <= Long.MAX_VALUE - total, "there are too many values");
            total += count;
            pages.add(key, count);
        }
        check(max == 0 ? key != before : key == last, "the minimum or the maximum is not counted");
        check(total > 1, "one value is counted as two");
        sketch.restore(total, min, max);
    }

    private static int keyAfter(int key, long gap, int last, int shift) throws CorruptStateException {
        check(gap > 0 && gap <= (long) last - key, "a key is out of order");
        int next = key + (int) gap;
        int least = LogLinear.key(Double.MIN_VALUE, shift);
        check(next >= least || next <= ~least, "a key is of no value");
        return next;
    }

    private double value() throws CorruptStateException {
        double value = in.readDouble();
        check(Double.isFinite(value), "a value is not finite");
        check(value != 0 || Double.doubleToRawLongBits(value) == 0, "a zero is negative");
        return value;
    }

    private long countFromTwo() throws CorruptStateException {
        long count = count();
        check(count <= Long.MAX_VALUE - 2, "a count is too large");
        return count + 2;
    }

    private long count() throws CorruptStateException {
        long count = in.readVarLong();
        check(count >= 0, "a count is too large");
        return count;
    }

    private static void check(boolean good, String otherwise) throws CorruptStateException {
        if (!good) {
            throw new CorruptStateException("these are not the bytes of a quantile sketch: " + otherwise);
        }
    }
}
