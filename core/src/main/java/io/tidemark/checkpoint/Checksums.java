// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.util.zip.CRC32C;

/** CRC32C (Castagnoli), for which processors have an instruction. */
final class Checksums {
    private Checksums() {}

    static int of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    static int of(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }
}
