// SPDX-License-Identifier: Apache-2.0
package io.tidemark.sink;

import java.io.IOException;

/** Takes late elements. One thread at a time calls it, not always the same one. An element must be read before the call returns. */
public interface LateSink extends AutoCloseable {
    /** Takes one late element. */
    void late(LateElement element) throws IOException;

    /** Makes visible what was taken. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
}
