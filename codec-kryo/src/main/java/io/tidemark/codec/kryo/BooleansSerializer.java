// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** Writes arrays of truth values; the only primitive ones whose length Kryo does not leave to its input. */
final class BooleansSerializer extends Serializer<boolean[]> {
    @Override
    public void write(Kryo kryo, Output output, boolean[] array) {
        output.writeVarInt(array.length, true);
        output.writeBooleans(array, 0, array.length);
    }

    @Override
    public boolean[] read(Kryo kryo, Input input, Class<? extends boolean[]> type) {
        return input.readBooleans(BoundedInput.readCount(input, 1));
    }
}
