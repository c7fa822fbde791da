// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines, without ever holding more of a line than a limit: of a longer one the first {@code limit + 1} bytes are answered, which tells a decoder
 * that it is too large, and the rest is read over.
 *
 * <p>A line ends with LF or CRLF, which are no part of it; the last one may lack it.
 */
public final class LineReader implements AutoCloseable {
    private final InputStream stream;
    private final int limit;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;
    private long position;
    private boolean isCut;

    /** Lines of {@code stream}. */
    public LineReader(InputStream stream, int limit) {
        this.stream = stream;
        this.limit = limit;
    }

    /** The next line, or null at the end. */
    public byte @Nullable [] next() throws IOException {
        line.reset();
        isCut = false;
        if (at == end && !fill()) {
            return null;
        }
        while (at < end || fill()) {
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            keep(stop - at);
            position += stop - at;
            at = stop;
            if (stop < end) {
                at++;
                position++;
                break;
            }
        }
        return isCut ? line.toByteArray() : withoutReturn(line.toByteArray());
    }

    /** How many bytes were read into lines. */
    public long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private void keep(int length) {
        int room = limit + 1 - line.size();
        isCut |= length > room;
        line.write(buffer, at, Math.min(length, room));
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, stream.read(buffer));
        return end > 0;
    }

    private static byte[] withoutReturn(byte[] bytes) {
        boolean hasReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return hasReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
