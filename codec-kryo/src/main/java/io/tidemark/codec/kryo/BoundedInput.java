// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;

/** Reads an array of bytes, and believes no length that the rest of it is too short for: Kryo's own input allocates first, and reads then. */
final class BoundedInput extends Input {
    BoundedInput(byte[] bytes) {
        super(bytes);
    }

    /** Reads how many things of at least {@code bytesEach} bytes follow. */
    static int readCount(Input in, int bytesEach) {
        return require(in, in.readVarInt(true), bytesEach);
    }

    @Override
    public byte[] readBytes(int length) {
        return super.readBytes(require(this, length, 1));
    }

    @Override
    public int readVarIntFlag(boolean optimizePositive) {
        // It is the number of a text's characters, or 0 for null, else one more.
        return require(this, super.readVarIntFlag(optimizePositive) - 1, 1, -1) + 1;
    }

    @Override
    public int[] readInts(int length) {
        return super.readInts(require(this, length, Integer.BYTES));
    }

    @Override
    public int[] readInts(int length, boolean optimizePositive) {
        return super.readInts(require(this, length, 1), optimizePositive);
    }

    @Override
    public long[] readLongs(int length) {
        return super.readLongs(require(this, length, Long.BYTES));
    }

    @Override
    public long[] readLongs(int length, boolean optimizePositive) {
        return super.readLongs(require(this, length, 1), optimizePositive);
    }

    @Override
    public float[] readFloats(int length) {
        return super.readFloats(require(this, length, Float.BYTES));
    }

    @Override
    public double[] readDoubles(int length) {
        return super.readDoubles(require(this, length, Double.BYTES));
    }

    @Override
    public short[] readShorts(int length) {
        return super.readShorts(require(this, length, Short.BYTES));
    }

    @Override
    public char[] readChars(int length) {
        return super.readChars(require(this, length, Character.BYTES));
    }

    @Override
    public boolean[] readBooleans(int length) {
        return super.readBooleans(require(this, length, 1));
    }

    private static int require(Input in, int count, int bytesEach) {
        return require(in, count, bytesEach, 0);
    }

    private static int require(Input in, int count, int bytesEach, int least) {
        int left = in.limit() - in.position();
        if (count < least || count > left / bytesEach) {
            throw new KryoException(count + " things of at least " + bytesEach + " bytes each cannot be in the " + left
                    + " bytes that are left");
        }
        return count;
    }
}
