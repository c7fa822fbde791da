// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import io.tidemark.aggregate.NumberStatistics;
import io.tidemark.aggregate.NumberStatisticsCodec;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;

/** The bytes of a histogram: how many bounds, each a double; the count of each bucket, of variable length, one more than bounds; the numbers' statistics in version 1 of theirs. */
public final class HistogramCodec implements StateCodec<Histogram> {
    /** The only one that is needed. */
    public static final HistogramCodec INSTANCE = new HistogramCodec();

    private static final int VERSION_OF_STATISTICS = 1;

    private HistogramCodec() {}

    @Override
    public String name() {
        return "tidemark.histogram";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Histogram histogram, StateOutput out) {
        double[] bounds = histogram.bounds();
        out.writeVarLong(bounds.length);
        for (double bound : bounds) {
            out.writeDouble(bound);
        }
        for (long count : histogram.counts()) {
            out.writeVarLong(count);
        }
        NumberStatisticsCodec.INSTANCE.write(histogram.numbers(), out);
    }

    @Override
    public Histogram read(StateInput in, int version) throws CorruptStateException {
        checkVersion(version);
        double[] bounds = new double[in.readCount(Double.BYTES)];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = in.readDouble();
        }
        check(Histogram.areBounds(bounds), "the bounds do not ascend");
        long[] counts = new long[bounds.length + 1];
        long left = Long.MAX_VALUE;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readVarLong();
            check(counts[i] >= 0 && counts[i] <= left, "a count is too large");
            left -= counts[i];
        }
        NumberStatistics numbers = NumberStatisticsCodec.INSTANCE.read(in, VERSION_OF_STATISTICS);
        check(numbers.count() == Long.MAX_VALUE - left, "the counts are not those of all numbers");
        Histogram histogram = new Histogram(bounds);
        histogram.restore(counts, numbers);
        return histogram;
    }

    private static void check(boolean good, String otherwise) throws CorruptStateException {
        if (!good) {
            throw new CorruptStateException("these are not the bytes of a histogram: " + otherwise);
        }
    }
}
