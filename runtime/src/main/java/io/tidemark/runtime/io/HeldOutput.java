// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.OptionalLong;

/** Holds lines back until their position is asked for, so that they can be taken back although the output behind it cannot. What is held is in memory. */
public final class HeldOutput implements LineOutput {
    private final LineOutput output;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private long released;

    /** Lines to {@code output}, which is closed with this. */
    public HeldOutput(LineOutput output) {
        this.output = output;
    }

    @Override
    public void write(byte[] line) throws IOException {
        held.write(line);
    }

    @Override
    public void flush() {
        // What is held stays so until nobody can want it back.
    }

    @Override
    public void complete() throws IOException {
        release();
        output.complete();
    }

    @Override
    public String target() {
        return output.target();
    }

    @Override
    public OptionalLong position() throws IOException {
        release();
        output.flush();
        return OptionalLong.of(released);
    }

    @Override
    public void rewind(long position) {
        if (position != released) {
            throw new IllegalArgumentException(
                    "lines up to " + released + " are gone, so there is no way back to " + position);
        }
        held.reset();
    }

    @Override
    public void close() throws IOException {
        output.close();
    }

    private void release() throws IOException {
        released += held.size();
        output.write(held.toByteArray());
        held.reset();
    }
}
