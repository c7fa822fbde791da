// SPDX-License-Identifier: Apache-2.0
package com.example.logbook;

import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.state.KeyRange;
import io.tidemark.state.ordered.OrderedWriter;
import java.io.IOException;
import java.util.Objects;
import java.util.SortedMap;

/** Makes the changes of one atomic step in a map, and writes them down. */
final class Step implements OrderedWriter {
    private static final int PUT = 1;
    private static final int DELETE = 2;
    private static final int DELETE_RANGE = 3;

    private final SortedMap<byte[], byte[]> entries;
    private final StateOutput out = new StateOutput();

    Step(SortedMap<byte[], byte[]> entries) {
        this.entries = entries;
    }

    @Override
    public void put(byte[] key, byte[] value) {
        write(PUT, key, value);
        entries.put(key.clone(), value.clone());
    }

    @Override
    public void delete(byte[] key) {
        write(DELETE, key, new byte[0]);
        entries.remove(key);
    }

    @Override
    public void deleteRange(KeyRange range) {
        byte[] to = Objects.requireNonNull(range.to());
        write(DELETE_RANGE, range.from(), to);
        entries.subMap(range.from(), to).clear();
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private void write(int kind, byte[] first, byte[] second) {
        out.writeByte(kind);
        out.writeBytes(first);
        out.writeBytes(second);
    }

    /** Makes the changes that another process wrote down. */
    static void replay(byte[] step, SortedMap<byte[], byte[]> entries) throws IOException {
        StateInput in = new StateInput(step);
        while (in.remaining() > 0) {
            int kind = in.readByte();
            byte[] first = in.readBytes();
            byte[] second = in.readBytes();
            switch (kind) {
                case PUT -> entries.put(first, second);
                case DELETE -> entries.remove(first);
                case DELETE_RANGE -> entries.subMap(first, second).clear();
                default -> throw new IOException("there is no change of kind " + kind);
            }
        }
    }
}
