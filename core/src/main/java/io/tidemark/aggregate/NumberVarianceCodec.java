// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;

/** The bytes of {@link NumberVariance}: the count, a number of variable length; if it is not 0, the mean and the sum of squared distances. */
final class NumberVarianceCodec implements StateCodec<NumberVariance> {
    static final NumberVarianceCodec INSTANCE = new NumberVarianceCodec();

    private NumberVarianceCodec() {}

    @Override
    public String name() {
        return "tidemark.number_variance";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(NumberVariance value, StateOutput out) {
        value.write(out);
    }

    @Override
    public NumberVariance read(StateInput in, int version) throws CorruptStateException {
        checkVersion(version);
        return NumberVariance.read(in);
    }
}
