// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import java.io.IOException;
import java.util.function.Function;

/** Reads values of older versions as those of the newest one. */
@FunctionalInterface
interface Upgrade<T> {
    /** Reads a value of {@code version}. */
    T read(StateInput in, int version) throws IOException;

    /** What {@code upgrading} makes of {@code old}. Values made of damaged bytes may be any, so what it throws is damage. */
    static <O, T> T apply(String name, Function<? super O, ? extends T> upgrading, O old) throws IOException {
        try {
            return upgrading.apply(old);
        } catch (RuntimeException e) {
            throw new CorruptStateException("codec '" + name + "' cannot upgrade what it has read: " + e, e);
        }
    }
}
