// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A value as it is in the file: four bytes of checksum over its key and itself, then itself. LMDB has no checksums of its own. */
final class Sealed {
    /** How much longer than the value it is. */
    static final int OVERHEAD = Integer.BYTES;

    private Sealed() {}

    static int checksum(byte[] key, byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update(key);
        crc.update(value);
        return (int) crc.getValue();
    }

    /** Whether {@code sealed} is what was written for {@code key}. */
    static boolean isWhole(byte[] key, byte[] sealed) {
        if (sealed.length < OVERHEAD) {
            return false;
        }
        CRC32C crc = new CRC32C();
        crc.update(key);
        crc.update(sealed, OVERHEAD, sealed.length - OVERHEAD);
        return ByteBuffer.wrap(sealed).order(ByteOrder.nativeOrder()).getInt() == (int) crc.getValue();
    }

    /** Writes {@code value} into {@code to}, which is as long as it takes. */
    static void write(byte[] key, byte[] value, Span to) {
        to.writeInt(checksum(key, value));
        to.write(OVERHEAD, value);
    }

    /** The value in {@code sealed}, or null when it is not what was written. */
    static byte @Nullable [] read(byte[] key, Span sealed) {
        if (sealed.length() < OVERHEAD) {
            return null;
        }
        byte[] value = sealed.bytes(OVERHEAD);
        return sealed.readInt() == checksum(key, value) ? value : null;
    }
}
