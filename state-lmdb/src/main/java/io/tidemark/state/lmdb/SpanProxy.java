// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import java.util.Arrays;
import java.util.Comparator;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.BufferProxy;

/**
 * Hands {@link Span}s to LMDB and takes them back without a copy.
 *
 * <p>The proxies that come with lmdbjava are either for direct buffers, and need the JDK's modules opened, or copy each array that goes in into native memory of its own, which lives
 * until the collector finds it: ten values of 16 MiB a second, and it has taken gigabytes before there is a reason to collect.
 */
final class SpanProxy extends BufferProxy<Span> {
    @Override
    protected Span allocate() {
        return new Span();
    }

    @Override
    protected void deallocate(Span span) {
        // It owns nothing.
    }

    @Override
    protected byte[] getBytes(Span span) {
        return span.bytes(0);
    }

    @Override
    protected Comparator<Span> getSignedComparator() {
        return (a, b) -> Arrays.compare(a.bytes(0), b.bytes(0));
    }

    @Override
    protected Comparator<Span> getUnsignedComparator() {
        return (a, b) -> Arrays.compareUnsigned(a.bytes(0), b.bytes(0));
    }

    @Override
    protected @Nullable Pointer in(Span span, Pointer struct) {
        struct.putLong(STRUCT_FIELD_OFFSET_SIZE, span.length());
        struct.putAddress(STRUCT_FIELD_OFFSET_DATA, span.address());
        return null;
    }

    @Override
    protected @Nullable Pointer in(Span span, int size, Pointer struct) {
        struct.putLong(STRUCT_FIELD_OFFSET_SIZE, size);
        return null;
    }

    @Override
    protected Span out(Span span, Pointer struct) {
        span.point(
                struct.getAddress(STRUCT_FIELD_OFFSET_DATA), Math.toIntExact(struct.getLong(STRUCT_FIELD_OFFSET_SIZE)));
        return span;
    }
}
