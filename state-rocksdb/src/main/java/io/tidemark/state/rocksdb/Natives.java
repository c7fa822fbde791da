// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.rocksdb;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.AbstractNativeReference;

/** Native objects that depend on each other, to be freed together: the newest first. */
final class Natives implements AutoCloseable {
    private final Deque<AbstractNativeReference> references = new ArrayDeque<>();

    <T extends AbstractNativeReference> T keep(T reference) {
        references.addLast(reference);
        return reference;
    }

    @Override
    public void close() {
        while (!references.isEmpty()) {
            references.removeLast().close();
        }
    }
}
