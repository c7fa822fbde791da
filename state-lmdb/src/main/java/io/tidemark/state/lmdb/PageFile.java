// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.codec.CorruptStateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An LMDB file, read without LMDB and without its trust: whatever is in it, reading it ends well or in a {@link CorruptStateException}. */
final class PageFile implements AutoCloseable {
    private static final int MIN_PAGE_SIZE = 512;
    private static final int MAX_PAGE_SIZE = 1 << 15;

    private final FileChannel channel;
    private final Meta meta;

    private PageFile(FileChannel channel) throws IOException {
        this.channel = channel;
        Meta first = Meta.of(read(0, Meta.BYTES));
        int size = first.pageSize();
        if (size < MIN_PAGE_SIZE || size > MAX_PAGE_SIZE || Integer.bitCount(size) != 1) {
            throw new CorruptStateException(
                    "its pages cannot have " + first.free().pad() + " bytes");
        }
        Meta second = Meta.of(read(size, Meta.BYTES));
        if (second.pageSize() != size) {
            throw new CorruptStateException("its first pages differ in the size of pages");
        }
        meta = second.transaction() > first.transaction() ? second : first;
    }

    static PageFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new PageFile(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The meta page that counts. */
    Meta meta() {
        return meta;
    }

    int pageSize() {
        return meta.pageSize();
    }

    /** Page {@code number}, which says itself that it is that page. */
    Page page(long number) throws IOException {
        Page page = new Page(buffer(number * pageSize(), pageSize()));
        if (page.number() != number) {
            throw new CorruptStateException("page " + number + " is another one");
        }
        return page;
    }

    /** {@code length} bytes from {@code position}. */
    byte[] read(long position, int length) throws IOException {
        return buffer(position, length).array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ByteBuffer buffer(long position, int length) throws IOException {
        if (position < 0 || position > channel.size() - length) {
            throw new CorruptStateException("it ends before byte " + (position + length));
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new CorruptStateException("it ends before byte " + (position + length));
            }
        }
        return buffer;
    }
}
