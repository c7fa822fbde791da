// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.codec.CorruptStateException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of the journal: a header, then frames. The header is a magic number (8), the number of the first record (8), a random salt for the checksums (8), and a checksum (4).
 *
 * <p>Not with a channel: a thread that is interrupted while it uses one closes it for all.
 */
final class SegmentFile implements AutoCloseable {
    /** The header's length. */
    static final int HEADER = 28;

    private static final long MAGIC = 0x544d_4a52_4e4c_3031L; // TMJRNL01
    private static final Pattern NAME = Pattern.compile("(\\d{19})\\.journal");

    private final Path path;
    private final RandomAccessFile file;
    private final long first;
    private final long salt;

    private SegmentFile(Path path, RandomAccessFile file, long first, long salt) {
        this.path = path;
        this.file = file;
        this.first = first;
        this.salt = salt;
    }

    /** The file whose first record has that number. */
    static Path path(Path directory, long first) {
        return directory.resolve(String.format(Locale.ROOT, "%019d.journal", first));
    }

    /** The number in the name of {@code file}; nothing when it is not one of ours. */
    static OptionalLong firstOf(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
    }

    /** Makes one; it is on the disk when its directory is synced. */
    static SegmentFile create(Path directory, long first, long salt) throws IOException {
        Path path = path(directory, first);
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            file.write(header(first, salt));
            file.getFD().sync();
            return new SegmentFile(path, file, first, salt);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Opens one that is there; null when its header is not whole, and nothing follows it, as a crash leaves one that is being made.
     *
     * @throws CorruptStateException when it is not the file of its name
     */
    static @Nullable SegmentFile open(Path path, boolean isWritable) throws IOException {
        long first = firstOf(path).orElseThrow();
        RandomAccessFile file = new RandomAccessFile(path.toFile(), isWritable ? "rw" : "r");
        try {
            byte[] header = new byte[(int) Math.min(HEADER, file.length())];
            file.readFully(header);
            if (header.length == HEADER && isHeader(header, first)) {
                return new SegmentFile(
                        path, file, first, ByteBuffer.wrap(header).getLong(16));
            }
            if (file.length() > HEADER) {
                throw new CorruptStateException("the journal's file " + path
                        + " is damaged at byte 0: its header is not that of a file with this name");
            }
            file.close();
            return null;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static byte[] header(long first, long salt) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putLong(MAGIC).putLong(first).putLong(salt);
        return header.putInt(checksum(header.array())).array();
    }

    private static boolean isHeader(byte[] header, long first) {
        ByteBuffer in = ByteBuffer.wrap(header);
        return in.getLong() == MAGIC && in.getLong() == first && in.getInt(HEADER - 4) == checksum(header);
    }

    private static int checksum(byte[] header) {
        CRC32C checksum = new CRC32C();
        checksum.update(header, 0, HEADER - 4);
        return (int) checksum.getValue();
    }

    Path path() {
        return path;
    }

    long first() {
        return first;
    }

    long salt() {
        return salt;
    }

    long length() throws IOException {
        return file.length();
    }

    /** Where the next frame is read or written. */
    long position() throws IOException {
        return file.getFilePointer();
    }

    /** The frame that begins here; null, and the position stays, when what is here is none. */
    @Nullable
    Frame next() throws IOException {
        long start = position();
        Frame frame = readNext();
        if (frame == null) {
            file.seek(start);
        }
        return frame;
    }

    private @Nullable Frame readNext() throws IOException {
        long left = file.length() - position();
        if (left < Frame.PREFIX) {
            return null;
        }
        try {
            byte[] prefix = new byte[Frame.PREFIX];
            file.readFully(prefix);
            ByteBuffer in = ByteBuffer.wrap(prefix);
            int length = in.getInt();
            if (!Frame.canBeLength(length) || length > left - Frame.PREFIX) {
                return null;
            }
            byte[] rest = new byte[length];
            file.readFully(rest);
            return Frame.read(salt, in.getInt(), rest, 0, length);
        } catch (EOFException e) {
            return null;
        }
    }

    /** Everything from the position on; the position is then the end. */
    byte[] rest() throws IOException {
        byte[] rest = new byte[(int) Math.min(Integer.MAX_VALUE - 8, file.length() - position())];
        file.readFully(rest);
        return rest;
    }

    /** Writes {@code bytes} at the position, or leaves the file as it was; if that fails too, it is longer. */
    void append(byte[] bytes) throws IOException {
        long start = position();
        try {
            file.write(bytes);
        } catch (IOException e) {
            try {
                cut(start);
            } catch (IOException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
    }

    /** Ends the file at {@code length}. */
    void cut(long length) throws IOException {
        file.setLength(length);
        file.seek(length);
    }

    /** Waits until all of it is on the disk. */
    void sync() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
