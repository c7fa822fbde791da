// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.OptionalLong;

/** Lines to a stream that stays open, as the standard output does. */
public final class StreamOutput implements LineOutput {
    private final OutputStream target;
    private final OutputStream stream;

    /** Lines to {@code stream}. */
    public StreamOutput(OutputStream stream) {
        target = stream;
        this.stream = new BufferedOutputStream(stream, 1 << 16);
    }

    @Override
    public void write(byte[] line) throws IOException {
        stream.write(line);
    }

    @Override
    public void flush() throws IOException {
        stream.flush();
        check();
    }

    @Override
    public void complete() throws IOException {
        flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    @Override
    public String target() {
        return "the standard output";
    }

    @Override
    public OptionalLong position() throws IOException {
        flush();
        return OptionalLong.empty();
    }

    @Override
    public void rewind(long position) {
        throw new IllegalStateException("a stream has no position to go back to");
    }

    /** A print stream keeps its failures to itself unless asked. */
    private void check() throws IOException {
        if (target instanceof PrintStream print && print.checkError()) {
            throw new IOException("the standard output does not take any more");
        }
    }
}
