// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One named ordered map of bytes of a backend, to read. It changes only through {@link StateBackend#apply}.
 *
 * <p>A store is a light thing: it may be kept for as long as its backend is open, and used by any thread. Keys are ordered as unsigned bytes.
 */
public interface StateStore {
    /** Its name. */
    String name();

    /**
     * The value of {@code key}, or null when there is none. An empty value is a value.
     *
     * @return an array of the caller's own
     * @throws IllegalArgumentException when the key is empty or longer than the limit
     */
    byte @Nullable [] get(byte[] key) throws IOException;

    /**
     * The entries whose keys lie in {@code range}, ascending, as they are at this moment: batches that are applied while the cursor is open do not show.
     *
     * @return a cursor before the first entry, for the caller to close
     * @throws IllegalArgumentException when a bound is longer than the limit
     */
    StateCursor scan(KeyRange range) throws IOException;
}
