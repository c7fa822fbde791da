// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.source.Decoder;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import io.tidemark.time.ProcessingClock;
import java.io.IOException;

/** Decodes each record when it comes, on the feeding thread. */
final class InlineDecoding implements Decoding {
    private final RecordHandler handler;

    <E> InlineDecoding(Decoder<E> decoder, Feed<E> feed, ProcessingClock clock) {
        handler = record -> {
            feed.begin(record, clock.millis());
            decoder.decode(record, feed);
        };
    }

    @Override
    public int poll(Source source, int limit) throws IOException {
        return source.poll(handler, limit);
    }

    @Override
    public void settle() {
        // Nothing is ever under way.
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    @Override
    public void close() {
        // There is nothing to end.
    }
}
