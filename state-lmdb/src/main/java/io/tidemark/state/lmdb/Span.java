// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/** Some native bytes: of its own, to hand to LMDB, or LMDB's, which end with the transaction or its next step. One thread at a time uses it. */
final class Span {
    private static final Runtime RUNTIME = Runtime.getSystemRuntime();

    private @Nullable Pointer own;
    private long address;
    private int length;

    /** An empty one, to be pointed to what LMDB answers. */
    Span() {}

    /** One with {@code capacity} bytes of its own, which are freed with it. */
    Span(int capacity) {
        own = Memory.allocateDirect(RUNTIME, capacity);
        address = own.address();
    }

    /** Copies {@code bytes} into its own, and is as long as they are. */
    Span set(byte[] bytes) {
        if (own == null) {
            throw new IllegalStateException("these bytes are LMDB's");
        }
        own.put(0, bytes, 0, bytes.length);
        length = bytes.length;
        return this;
    }

    void point(long to, int size) {
        address = to;
        length = size;
    }

    long address() {
        return address;
    }

    int length() {
        return length;
    }

    /** A copy of the bytes from {@code from} on. */
    byte[] bytes(int from) {
        byte[] bytes = new byte[length - from];
        if (bytes.length > 0) {
            memory().get(from, bytes, 0, bytes.length);
        }
        return bytes;
    }

    int readInt() {
        return memory().getInt(0);
    }

    /** Writes into memory that LMDB has reserved. */
    void write(int at, byte[] bytes) {
        if (bytes.length > 0) {
            memory().put(at, bytes, 0, bytes.length);
        }
    }

    void writeInt(int value) {
        memory().putInt(0, value);
    }

    private Pointer memory() {
        return Pointer.wrap(RUNTIME, address, length);
    }
}
