// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.NumberStatistics;
import io.tidemark.aggregate.NumberStatisticsCodec;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;

/** The accumulator of a ratio: what is divided, and by what. */
final class RatioSums {
    private final NumberStatistics of = new NumberStatistics();
    private final NumberStatistics per = new NumberStatistics();

    void add(double dividend, double divisor) {
        of.add(dividend);
        per.add(divisor);
    }

    void merge(RatioSums other) {
        of.merge(other.of);
        per.merge(other.per);
    }

    void clear() {
        of.clear();
        per.clear();
    }

    /** One sum divided by the other; {@code NaN} of nothing. */
    double ratio() {
        return of.sum() / per.sum();
    }

    /** The bytes: the statistics of what is divided, and of that by which, each in version 1 of theirs. */
    static final class Codec implements StateCodec<RatioSums> {
        static final Codec INSTANCE = new Codec();
        private static final int VERSION_OF_PARTS = 1;

        private Codec() {}

        @Override
        public String name() {
            return "tidemark.ratio_sums";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(RatioSums value, StateOutput out) {
            NumberStatisticsCodec.INSTANCE.write(value.of, out);
            NumberStatisticsCodec.INSTANCE.write(value.per, out);
        }

        @Override
        public RatioSums read(StateInput in, int version) throws CorruptStateException {
            checkVersion(version);
            RatioSums read = new RatioSums();
            read.of.merge(NumberStatisticsCodec.INSTANCE.read(in, VERSION_OF_PARTS));
            read.per.merge(NumberStatisticsCodec.INSTANCE.read(in, VERSION_OF_PARTS));
            return read;
        }
    }
}
