// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec;

import java.io.IOException;

/**
 * Turns values of one type into bytes and back.
 *
 * <p>Laws: what {@link #read} makes of what {@link #write} wrote behaves as the value did; {@code write} changes nothing in the value and yields the same bytes for the same
 * value in every process. {@code read} takes every version from 1 to {@link #version}: a checkpoint may be years old. It allocates no more than the input has bytes for
 * ({@link StateInput#readCount}), and throws only {@link IOException}, whatever the bytes.
 *
 * <p>A codec has no state of its own, or none that shows: several threads use it at once.
 *
 * @param <T> the value
 */
public interface StateCodec<T> {
    /** The name of the format, written beside what it wrote; it never changes. For example {@code tidemark.number_statistics}. */
    String name();

    /** The version that {@link #write} writes, from 1. */
    int version();

    /** Writes {@code value} in the newest version. */
    void write(T value, StateOutput out);

    /**
     * Reads what {@link #write} of {@code version} wrote.
     *
     * @throws IOException when the bytes are damaged, or the version is newer than this codec
     */
    T read(StateInput in, int version) throws IOException;

    /** Refuses a version that this codec does not know. */
    default void checkVersion(int version) throws CorruptStateException {
        if (version < 1 || version > version()) {
            throw new CorruptStateException(name() + " of version " + version
                    + " cannot be read by this program, which knows 1 to " + version());
        }
    }
}
