// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;

/** The bytes of a counter: a number of variable length. */
final class LongCounterCodec implements StateCodec<LongCounter> {
    static final LongCounterCodec INSTANCE = new LongCounterCodec();

    private LongCounterCodec() {}

    @Override
    public String name() {
        return "tidemark.count";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(LongCounter value, StateOutput out) {
        out.writeVarLong(value.count());
    }

    @Override
    public LongCounter read(StateInput in, int version) throws CorruptStateException {
        checkVersion(version);
        LongCounter counter = new LongCounter();
        counter.add(in.readVarLong());
        return counter;
    }
}
