// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.element.Row;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import java.io.IOException;

/** How the elements lie in the JSON object of a record. */
interface JsonShape {
    /** Reads the object whose beginning {@code parser} stands at, up to its end, into {@code elements}, which are empty. */
    void read(JsonParser parser, SourceRecord record, byte[] bytes, Elements elements) throws IOException;

    /**
     * Reads the same from a record that is ASCII without escapes, and has one element, which goes to {@code out} at once.
     *
     * @return whether it could; if not, nothing went to {@code out}, and {@link #read} can, or can tell why not
     */
    boolean readPlain(SourceRecord record, Elements elements, ElementCollector<Row> out);
}
