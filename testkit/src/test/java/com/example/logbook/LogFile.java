// SPDX-License-Identifier: Apache-2.0
package com.example.logbook;

import io.tidemark.state.ordered.Place;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/** A file of steps, each after its length and its checksum, that one process has open at a time. */
final class LogFile implements AutoCloseable {
    private static final int HEADER = 2 * Integer.BYTES;

    /** What this process has open. Closing a second channel of a file would give up the lock of the first one. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Place place;
    private final Path path;
    private final FileChannel channel;
    private long end;

    private LogFile(Place place, Path path, FileChannel channel) {
        this.place = place;
        this.path = path;
        this.channel = channel;
    }

    /** Takes the steps of earlier processes. */
    interface Steps {
        void take(byte[] step) throws IOException;
    }

    static LogFile open(Place place) throws IOException {
        try {
            Path path = Files.createDirectories(place.directory()).toRealPath().resolve("logbook");
            if (!OPEN.add(path)) {
                throw new IOException("it is open in this process");
            }
            return new LogFile(place, path, claim(path));
        } catch (IOException e) {
            throw place.failed("cannot be opened: " + e.getMessage(), e);
        }
    }

    private static FileChannel claim(Path path) throws IOException {
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return channel;
            }
            channel.close();
            throw new IOException("it is open in another process");
        } catch (IOException e) {
            OPEN.remove(path);
            throw e;
        }
    }

    /** Hands over what was written, up to a step that a killed process left half written. */
    void replay(Steps steps) throws IOException {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
            long size = channel.size();
            while (size - end > HEADER) {
                int length = in.readInt();
                int checksum = in.readInt();
                long next = end + HEADER + length;
                if (length < 1 || next > size) {
                    return;
                }
                byte[] step = in.readNBytes(length);
                if (checksum(step) != checksum && next == size) {
                    return;
                }
                if (checksum(step) != checksum) {
                    throw new IOException("the step at byte " + end + " has another checksum");
                }
                steps.take(step);
                end = next;
            }
        } catch (IOException e) {
            throw place.damaged(e);
        }
    }

    /** Writes all of {@code step}, or nothing that counts. */
    void append(byte[] step) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(HEADER + step.length);
        record.putInt(step.length).putInt(checksum(step)).put(step).flip();
        try {
            // What is left of a step that failed must not come after a shorter one.
            channel.truncate(end);
            for (long at = end; record.hasRemaining(); ) {
                at += channel.write(record, at);
            }
            end += record.capacity();
        } catch (IOException e) {
            throw place.failed("cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            OPEN.remove(path);
        }
    }

    private static int checksum(byte[] step) {
        CRC32C checksum = new CRC32C();
        checksum.update(step);
        return (int) checksum.getValue();
    }
}
