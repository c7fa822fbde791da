// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import io.tidemark.state.KeyRange;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One ordered map of bytes on a disk that changes in atomic steps: what an embedded database is, and all that {@link OrderedStateBackend} wants of it.
 *
 * <p>Laws:
 *
 * <ol>
 *   <li>Keys are ordered as unsigned bytes.
 *   <li>{@link #get} and {@link #walk} are called by any thread at any time; {@link #write} by one at a time.
 *   <li>A read sees all of a {@link #write} or nothing of it, and so does a later process.
 *   <li>Once {@link #close} is called nothing else is, and nothing else is under way: an implementation need not guard what it frees.
 * </ol>
 */
public interface OrderedDatabase {
    /**
     * The value of {@code key}, or null.
     *
     * @return an array of the caller's own
     */
    byte @Nullable [] get(byte[] key) throws IOException;

    /**
     * The entries of {@code range} as they are at this moment. It has both bounds, is not empty, and does not reach from the backend's own records ({@link
     * OrderedStateBackend#isOwn}) into the others.
     *
     * @return a walk that stands before the first one, to be closed before the database
     */
    OrderedWalk walk(KeyRange range) throws IOException;

    /**
     * Makes all changes that {@code writing} makes, in their order. When it fails, or {@code writing} does, none is made.
     *
     * @param bytes about how many bytes will be put
     */
    void write(long bytes, Writing writing) throws IOException;

    /**
     * Closes it.
     *
     * @throws IOException when something could not be written; it is closed all the same
     */
    void close() throws IOException;

    /** Makes the changes of one atomic step. */
    @FunctionalInterface
    interface Writing {
        /** Makes them in {@code writer}, which is of no use afterwards. */
        void into(OrderedWriter writer) throws IOException;
    }
}
