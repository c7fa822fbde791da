// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.pane.Pane;
import io.tidemark.runtime.json.PaneJson;
import io.tidemark.sink.Rewindable;
import io.tidemark.sink.Sink;
import java.io.IOException;
import java.util.OptionalLong;

/** Panes as JSON records, one a line. */
public final class JsonPaneSink implements Sink, Rewindable {
    private final LineOutput output;

    /** Panes to {@code output}, which is closed with the sink. */
    public JsonPaneSink(LineOutput output) {
        this.output = output;
    }

    @Override
    public void open() {
        // The output is open from the start.
    }

    @Override
    public void write(Pane<?> pane) throws IOException {
        output.write(PaneJson.bytes(pane));
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
