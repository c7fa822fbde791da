// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import java.io.IOException;

/** Walks over entries in ascending order of their keys; it begins before the first one. One thread at a time uses it. */
public interface OrderedWalk extends AutoCloseable {
    /** Moves to the next entry. Once it said that there is none, it is not asked again. */
    boolean next() throws IOException;

    /** The key of the entry it stands on; nobody changes the array. */
    byte[] key();

    /**
     * The value of the entry it stands on.
     *
     * @return an array of the caller's own
     */
    byte[] value();

    /** Lets go of what it holds. It is called once. */
    @Override
    void close();
}
