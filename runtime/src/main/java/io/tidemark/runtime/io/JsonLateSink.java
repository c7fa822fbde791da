// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.runtime.json.OutputJson;
import io.tidemark.sink.LateElement;
import io.tidemark.sink.LateSink;
import io.tidemark.sink.Rewindable;
import java.io.IOException;
import java.util.OptionalLong;

/** Late elements as JSON records, one a line. */
public final class JsonLateSink implements LateSink, Rewindable {
    private final LineOutput output;

    /** Late elements to {@code output}, which is closed with the sink. */
    public JsonLateSink(LineOutput output) {
        this.output = output;
    }

    @Override
    public void late(LateElement element) throws IOException {
        output.write(OutputJson.bytes(element));
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
