// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.pane.Pane;
import io.tidemark.runtime.json.OutputJson;
import io.tidemark.runtime.json.PaneJson;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.LateElement;
import io.tidemark.sink.LateSink;
import io.tidemark.sink.Rewindable;
import io.tidemark.sink.Sink;
import java.io.IOException;
import java.util.OptionalLong;

/** Panes, late elements or dead letters as JSON records, one a line. */
public final class JsonLinesSink implements Sink, LateSink, DeadLetterSink, Rewindable {
    private final LineOutput output;

    /** Records to {@code output}, which is closed with the sink. */
    public JsonLinesSink(LineOutput output) {
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
    public void late(LateElement element) throws IOException {
        output.write(OutputJson.bytes(element));
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
