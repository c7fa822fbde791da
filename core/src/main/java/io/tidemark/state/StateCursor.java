// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import java.io.IOException;

/**
 * Walks over entries of a store in ascending order of their keys. It begins before the first one.
 *
 * <pre>{@code
 * try (StateCursor cursor = store.scan(KeyRange.prefix(slice))) {
 *     while (cursor.next()) {
 *         use(cursor.key(), cursor.value());
 *     }
 * }
 * }</pre>
 *
 * <p>It sees one version of the store, the one at the time of {@link StateStore#scan}. One thread at a time uses it.
 *
 * <p>Trap: an open cursor pins that version, in some backends on disk. Close it soon, also after reading to the end.
 */
public interface StateCursor extends AutoCloseable {
    /**
     * Moves to the next entry.
     *
     * @return false at the end, and from then on
     */
    boolean next() throws IOException;

    /**
     * The key of the entry it stands on.
     *
     * @return an array of the caller's own
     * @throws IllegalStateException before the first {@link #next}, at the end, and when closed
     */
    byte[] key() throws IOException;

    /**
     * The value of the entry it stands on; the same conditions hold as for {@link #key}.
     *
     * @return an array of the caller's own
     */
    byte[] value() throws IOException;

    /** Lets go of what it pins. Closing again does nothing; also after the backend was closed. */
    @Override
    void close() throws IOException;
}
