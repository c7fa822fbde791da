// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;

/** The bytes of {@link NumberStatistics}: the count, a number of variable length; if it is not 0, sum, what the sum has lost by rounding, minimum and maximum. */
public final class NumberStatisticsCodec implements StateCodec<NumberStatistics> {
    /** The only one that is needed. */
    public static final NumberStatisticsCodec INSTANCE = new NumberStatisticsCodec();

    private NumberStatisticsCodec() {}

    @Override
    public String name() {
        return "tidemark.number_statistics";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(NumberStatistics value, StateOutput out) {
        value.write(out);
    }

    @Override
    public NumberStatistics read(StateInput in, int version) throws CorruptStateException {
        checkVersion(version);
        NumberStatistics statistics = new NumberStatistics();
        statistics.read(in);
        return statistics;
    }
}
