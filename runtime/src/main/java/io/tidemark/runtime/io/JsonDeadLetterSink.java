// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.runtime.json.OutputJson;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.Rewindable;
import java.io.IOException;
import java.util.OptionalLong;

/** Dead letters as JSON records, one a line. */
public final class JsonDeadLetterSink implements DeadLetterSink, Rewindable {
    private final LineOutput output;

    /** Dead letters to {@code output}, which is closed with the sink. */
    public JsonDeadLetterSink(LineOutput output) {
        this.output = output;
    }

    @Override
    public void deadLetter(DeadLetter letter) throws IOException {
        output.write(OutputJson.bytes(letter));
    }

    @Override
    public void flush() throws IOException {
        output.flush();
    }

    @Override
    public String target() {
        return output.target();
    }

    @Override
    public OptionalLong position() throws IOException {
        return output.position();
    }

    @Override
    public void rewind(long position) throws IOException {
        output.rewind(position);
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
