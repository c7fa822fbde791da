// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.codec.ValueCodec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The half of an element that waits for partners.
 *
 * @param <E> the element
 */
final class Waiting<E> {
    private static final int LEFT = 1;
    private static final int MATCHED = 2;

    /** The how manieth it is; by this a checkpoint calls it. */
    final long order;

    final boolean isLeft;
    final long timestamp;
    final int partition;
    final long offset;
    final String key;
    final E half;

    /** Whether it has had a partner; kept only where that matters. */
    boolean isMatched;

    /** Whether a checkpoint has it. */
    boolean isSaved;

    /** The one that came next on the same side with the same key. */
    @Nullable
    Waiting<E> next;

    Waiting(long order, boolean isLeft, long timestamp, int partition, long offset, String key, E half) {
        this.order = order;
        this.isLeft = isLeft;
        this.timestamp = timestamp;
        this.partition = partition;
        this.offset = offset;
        this.key = key;
        this.half = half;
    }

    /** Reads a half. */
    interface HalfReader<E> {
        /** Reads what a codec of {@code version} wrote. */
        E read(int version, StateInput in) throws IOException;
    }

    /** Writes it, but for its order. */
    void write(StateCodec<E> codec, StateOutput out) {
        out.writeByte((isLeft ? LEFT : 0) | (isMatched ? MATCHED : 0));
        out.writeSignedVarLong(timestamp);
        out.writeVarLong(partition);
        out.writeSignedVarLong(offset);
        ValueCodec.INSTANCE.write(key, out);
        out.writeVarLong(codec.version());
        codec.write(half, out);
    }

    /** Reads what {@link #write} wrote. */
    static <E> Waiting<E> read(long order, HalfReader<E> halves, StateInput in) throws IOException {
        int flags = in.readByte();
        if (flags > (LEFT | MATCHED)) {
            throw new CorruptStateException("an element that waits for a partner cannot have the flags " + flags);
        }
        long timestamp = in.readSignedVarLong();
        int partition = (int) in.readVarLong();
        long offset = in.readSignedVarLong();
        String key = String.valueOf(ValueCodec.INSTANCE.read(in, 1));
        E half = halves.read((int) in.readVarLong(), in);
        Waiting<E> waiting = new Waiting<>(order, (flags & LEFT) != 0, timestamp, partition, offset, key, half);
        waiting.isMatched = (flags & MATCHED) != 0;
        return waiting;
    }
}
