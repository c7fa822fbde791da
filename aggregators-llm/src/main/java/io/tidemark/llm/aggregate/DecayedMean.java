// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;

/**
 * The accumulator of a mean in which numbers count less the older they are: half as much for each half-life before the newest. Sum and weight are those at the newest timestamp;
 * a newer one makes both less. So neither order nor grouping show.
 */
final class DecayedMean {
    private long newest;
    private double sum;
    private double weight;

    void add(double number, long timestamp, double halfLifeMillis) {
        add(number, 1, timestamp, halfLifeMillis);
    }

    private void add(double addedSum, double addedWeight, long timestamp, double halfLifeMillis) {
        if (weight == 0) {
            newest = timestamp;
        }
        // As doubles, since the difference of two timestamps may be more than a long.
        double halves = ((double) timestamp - newest) / halfLifeMillis;
        if (halves > 0) {
            double left = Math.pow(2, -halves);
            sum = sum * left + addedSum;
            weight = weight * left + addedWeight;
            newest = timestamp;
        } else {
            double part = Math.pow(2, halves);
            sum += addedSum * part;
            weight += addedWeight * part;
        }
    }

    void merge(DecayedMean other, double halfLifeMillis) {
        if (other.weight > 0) {
            add(other.sum, other.weight, other.newest, halfLifeMillis);
        }
    }

    void clear() {
        newest = 0;
        sum = 0;
        weight = 0;
    }

    /** {@code NaN} of nothing. */
    double mean() {
        return sum / weight;
    }

    /** The bytes: the weight, a double, 0 of nothing; else also the sum, a double, and the newest timestamp, a signed number of variable length. */
    static final class Codec implements StateCodec<DecayedMean> {
        static final Codec INSTANCE = new Codec();

        private Codec() {}

        @Override
        public String name() {
            return "tidemark.decayed_mean";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(DecayedMean mean, StateOutput out) {
            out.writeDouble(mean.weight);
            if (mean.weight != 0) {
                out.writeDouble(mean.sum);
                out.writeSignedVarLong(mean.newest);
            }
        }

        @Override
        public DecayedMean read(StateInput in, int version) throws CorruptStateException {
            checkVersion(version);
            DecayedMean read = new DecayedMean();
            read.weight = in.readDouble();
            // The newest number weighs 1.
            if (read.weight != 0 && !(read.weight >= 1 && read.weight <= Double.MAX_VALUE)) {
                throw new CorruptStateException(
                        "these are not the bytes of a decayed mean: the weight is " + read.weight);
            }
            if (read.weight != 0) {
                read.sum = in.readDouble();
                read.newest = in.readSignedVarLong();
            }
            return read;
        }
    }
}
