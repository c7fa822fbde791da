// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.source.Source;
import java.io.IOException;

/** Has the records of a source decoded, and feeds the pipeline with the elements in the order of the records. Siblings: {@link InlineDecoding}, {@link ThreadedDecoding}. */
interface Decoding extends AutoCloseable {
    /** Takes at most {@code limit} records from {@code source}, and answers what it did. Some of them, or of those before, may be fed by a later call. */
    int poll(Source source, int limit) throws IOException;

    /** Feeds all that was polled. */
    void settle();

    /** Whether all that was polled has been fed. */
    boolean isSettled();

    /** Ends the threads, if there are any. */
    @Override
    void close();
}
