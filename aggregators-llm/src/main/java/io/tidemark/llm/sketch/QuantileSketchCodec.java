// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;

/**
 * The bytes of a sketch: one or two for each counter that is not 0. Sketches of the same values have the same bytes.
 *
 * <pre>
 * double  relative error
 * byte    form: 0 nothing, 1 all values are equal, 2 otherwise
 * form 1: double value, number count
 * form 2: double min, double max, number zeros; for each counter in the order of keys
 *             number 2 * (key - key before) + (1 if a count follows)
 *             number count - 2, unless it is 1
 *         number 0, the end
 * </pre>
 *
 * <p>Numbers are of variable length. The "key before" the first is one less than that of min, or 0 if min is zero.
 *
 * <p>Reading trusts nothing: what it accepts is a sketch that adding values can make. There are no lengths in the bytes; what is allocated grows with the counters
 * that were read, and ends at 28 MiB, which is what counters of 64 bits for all doubles take at the smallest relative error (3.5 MiB at 0.01).
 */
public final class QuantileSketchCodec implements StateCodec<QuantileSketch> {
    static final int NOTHING = 0;
    static final int ALL_EQUAL = 1;
    static final int COUNTERS = 2;
    static final int END = 0;

    /** The only one that is needed. */
    public static final QuantileSketchCodec INSTANCE = new QuantileSketchCodec();

    private QuantileSketchCodec() {}

    @Override
    public String name() {
        return "tidemark.quantile_sketch";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(QuantileSketch sketch, StateOutput out) {
        out.writeDouble(sketch.relativeError());
        if (sketch.count() == 0) {
            out.writeByte(NOTHING);
        } else if (sketch.min() == sketch.max()) {
            out.writeByte(ALL_EQUAL);
            out.writeDouble(sketch.min());
            out.writeVarLong(sketch.count());
        } else {
            QuantileSketch counted = sketch.spelledOut();
            out.writeByte(COUNTERS);
            out.writeDouble(counted.min());
            out.writeDouble(counted.max());
            out.writeVarLong(counted.pages().zeros());
            writeCounters(counted.pages(), keyBefore(counted.min(), counted.shift()), out);
        }
    }

    private static void writeCounters(CounterPages pages, int start, StateOutput out) {
        int before = start;
        for (int slot = pages.nextSlot(0); slot >= 0; slot = pages.nextSlot(slot + 1)) {
            int key = pages.keyAt(slot);
            long count = pages.countAt(slot);
            long step = 2L * (key - before);
            if (count == 1) {
                out.writeVarLong(step);
            } else {
                out.writeVarLong(step + 1);
                out.writeVarLong(count - 2);
            }
            before = key;
        }
        out.writeVarLong(END);
    }

    @Override
    public QuantileSketch read(StateInput in, int version) throws CorruptStateException {
        if (version != version()) {
            throw new CorruptStateException(
                    "a quantile sketch of version " + version + " cannot be read, only of version " + version());
        }
        return new SketchReader(in).read();
    }

    /** Where the keys of a sketch begin to be counted. */
    static int keyBefore(double min, int shift) {
        return min == 0 ? 0 : LogLinear.key(min, shift) - 1;
    }
}
