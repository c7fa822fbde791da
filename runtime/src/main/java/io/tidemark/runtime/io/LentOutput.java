// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import java.io.IOException;
import java.util.OptionalLong;

/** An output that stays open when its user closes it, because the next one goes on with it. */
public final class LentOutput implements LineOutput {
    private final LineOutput output;

    /** {@code output}, whose owner closes it. */
    public LentOutput(LineOutput output) {
        this.output = output;
    }

    @Override
    public void write(byte[] line) throws IOException {
        output.write(line);
    }

    @Override
    public void flush() throws IOException {
        output.flush();
    }

    @Override
    public void complete() throws IOException {
        output.complete();
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
        output.flush();
    }
}
