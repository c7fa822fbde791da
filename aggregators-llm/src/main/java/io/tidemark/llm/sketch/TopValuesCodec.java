// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.codec.ValueCodec;
import io.tidemark.llm.sketch.TopValues.Figure;
import io.tidemark.llm.sketch.TopValues.Part;
import java.io.IOException;

/**
 * The bytes of {@link TopValues}: those of equal contents are equal.
 *
 * <pre>
 * byte    figure: 0 count, 1 sum, 2 mean
 * number  how many texts may be exact
 * double  error
 * number  how many elements; unless texts are only counted: double sum, double what was rounded away of it
 * number  how many texts; for each in their order:
 *             value text, number count, double weight; unless texts are only counted: double sum, double rounded away
 * </pre>
 *
 * <p>Numbers are of variable length. Reading allocates what the texts in the bytes take.
 */
public final class TopValuesCodec implements StateCodec<TopValues> {
    /** The only one that is needed. */
    public static final TopValuesCodec INSTANCE = new TopValuesCodec();

    private static final int LEAST_BYTES_OF_A_TEXT = 3 + Double.BYTES;

    private TopValuesCodec() {}

    @Override
    public String name() {
        return "tidemark.top_values";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(TopValues values, StateOutput out) {
        boolean isSummed = values.figure() != Figure.COUNT;
        out.writeByte(values.figure().code());
        out.writeVarLong(values.maxValues());
        out.writeDouble(values.error());
        out.writeVarLong(values.count());
        writeNumbers(isSummed, values.totalSum(), values.totalLost(), out);
        out.writeVarLong(values.size());
        for (Part part : values.parts()) {
            ValueCodec.writeNullable(part.text(), out);
            out.writeVarLong(part.count());
            out.writeDouble(part.weight());
            writeNumbers(isSummed, part.sum(), part.lost(), out);
        }
    }

    private static void writeNumbers(boolean isSummed, double sum, double lost, StateOutput out) {
        if (isSummed) {
            out.writeDouble(sum);
            out.writeDouble(lost);
        }
    }

    @Override
    public TopValues read(StateInput in, int version) throws IOException {
        checkVersion(version);
        Figure figure = Figure.of(in.readByte());
        long maxValues = in.readVarLong();
        if (figure == null || maxValues < 1 || maxValues > TopValues.LIMIT) {
            throw corrupt("the figure or the number of values is unknown");
        }
        boolean isSummed = figure != Figure.COUNT;
        TopValues values = new TopValues((int) maxValues, figure);
        double error = weight(in);
        long count = in.readVarLong();
        double sum = isSummed ? in.readDouble() : 0;
        double lost = isSummed ? in.readDouble() : 0;
        int size = in.readCount(LEAST_BYTES_OF_A_TEXT);
        check(size <= 2 * maxValues, "there are too many texts");
        String before = null;
        long counted = 0;
        for (int i = 0; i < size; i++) {
            Part part = part(in, isSummed);
            check(before == null || before.compareTo(part.text()) < 0, "the texts are out of order");
            check(part.count() <= count - counted, "the texts have more elements than there are");
            values.restore(part);
            before = part.text();
            counted += part.count();
        }
        check(count >= 0 && (error > 0 || !isExactlyCounted(figure) || counted == count), "elements are missing");
        values.restore(count, sum, lost, error);
        return values;
    }

    /** A sum of zeros takes no weight, so texts of nothing but those may be forgotten without an error. */
    private static boolean isExactlyCounted(Figure figure) {
        return figure != Figure.SUM;
    }

    private static Part part(StateInput in, boolean isSummed) throws IOException {
        if (!(ValueCodec.readNullable(in) instanceof String text) || text.length() > TopValues.MAX_TEXT) {
            throw corrupt("a text is none, or too long");
        }
        long count = in.readVarLong();
        check(count > 0, "a text has no elements");
        double weight = weight(in);
        return new Part(text, count, weight, isSummed ? in.readDouble() : 0, isSummed ? in.readDouble() : 0);
    }

    private static double weight(StateInput in) throws CorruptStateException {
        double weight = in.readDouble();
        check(weight >= 0 && weight <= Double.MAX_VALUE, "a weight is out of bounds");
        return weight;
    }

    private static void check(boolean good, String otherwise) throws CorruptStateException {
        if (!good) {
            throw corrupt(otherwise);
        }
    }

    private static CorruptStateException corrupt(String why) {
        return new CorruptStateException("these are not the bytes of top values: " + why);
    }
}
