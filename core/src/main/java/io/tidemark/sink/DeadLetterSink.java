// SPDX-License-Identifier: Apache-2.0
package io.tidemark.sink;

import java.io.IOException;

/** Takes dead letters. One thread at a time calls it. A value must be read before the call returns. */
public interface DeadLetterSink extends AutoCloseable {
    /** Takes one dead letter. */
    void deadLetter(DeadLetter letter) throws IOException;

    /** Makes visible what was taken. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
}
