// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import io.tidemark.state.KeyRange;
import java.io.IOException;

/** Takes the changes of one atomic step. Arrays are not kept. */
public interface OrderedWriter {
    /** Sets {@code key} to {@code value}. */
    void put(byte[] key, byte[] value) throws IOException;

    /** Removes {@code key}, if it is there. */
    void delete(byte[] key) throws IOException;

    /** Removes every key of {@code range}; the same holds for it as in {@link OrderedDatabase#walk}. */
    void deleteRange(KeyRange range) throws IOException;
}
