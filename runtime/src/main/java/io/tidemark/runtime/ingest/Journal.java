// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.checkpoint.Directories;
import io.tidemark.checkpoint.LocalTrouble;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.source.RecordHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records in files of a directory, in the order in which they came, each with its number from 0.
 *
 * <p>What holds, whatever instant the process dies at:
 *
 * <ol>
 *   <li>When {@link #append} has returned, its records are on the disk. When it has thrown, or the process has died meanwhile, all of them are there or none.
 *   <li>Only what is on the disk is read, so no number that somebody has seen is given to another record.
 *   <li>What was confirmed and cannot be read is a {@link CorruptStateException} that names file and byte; it is never left out. {@link TailRepair} tells it from the rest of an unfinished write.
 *   <li>After {@link #trim}, what is left are the newest files without a gap.
 * </ol>
 *
 * <p>Many threads append, and share the waits for the disk. One process at a time has a directory.
 */
public final class Journal implements AutoCloseable {
    /** A file is full after this share of what the journal may use, so that there is always something to trim. */
    private static final int FILES = 8;

    /** What is written at once is at most this share. */
    private static final int APPENDS = 4;

    private static final long MAX_FILE_BYTES = 64 << 20;

    private final Path directory;
    private final long maxBytes;
    private final JournalLock lock;
    private final Directories directories;
    private final GroupCommit commit;

    /** The lengths of the files before the last one, by the number of their first record. Guarded by this. */
    private final NavigableMap<Long, Long> full;

    // Guarded by this, but who syncs reads them without it: first how far it is written, and then the file.
    private volatile long written;
    private volatile SegmentFile last;

    /** Bytes on the disk. */
    private long kept;

    private boolean isClosed;

    private Journal(
            Path directory,
            long maxBytes,
            JournalLock lock,
            Directories directories,
            NavigableMap<Long, Long> full,
            SegmentFile last,
            long written)
            throws IOException {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.lock = lock;
        this.directories = directories;
        this.full = full;
        this.last = last;
        this.written = written;
        kept = last.position();
        for (long length : full.values()) {
            kept += length;
        }
        commit = new GroupCommit(this::sync, written);
    }

    /**
     * Opens the journal in {@code directory}, which is made when it is missing.
     *
     * @param maxBytes that it may have on the disk
     * @param warnings takes what somebody should know although work goes on, in plain words
     * @throws CorruptStateException when what was confirmed cannot be read
     * @throws IOException when another one has the directory, or it cannot be used
     */
    public static Journal open(Path directory, long maxBytes, Consumer<String> warnings) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        Directories directories = new Directories(root);
        try {
            directories.make(root);
        } catch (IOException e) {
            throw LocalTrouble.of("keep the journal", root, e);
        }
        JournalLock lock = JournalLock.of(root);
        try {
            NavigableMap<Long, Long> files = files(root);
            SegmentFile last = openLast(root, files);
            files.remove(last.first());
            long written = TailRepair.run(last, warnings);
            // What a killed process wrote is there, but perhaps not on the disk yet.
            last.sync();
            directories.sync(root);
            return new Journal(root, maxBytes, lock, directories, files, last, written);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static NavigableMap<Long, Long> files(Path root) throws IOException {
        NavigableMap<Long, Long> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(root)) {
            for (Path path : paths.toList()) {
                OptionalLong first = SegmentFile.firstOf(path);
                if (first.isPresent()) {
                    files.put(first.getAsLong(), Files.size(path));
                }
            }
        }
        return files;
    }

    /** A file that a crash left half made is made again: everything before it is on the disk. */
    private static SegmentFile openLast(Path root, NavigableMap<Long, Long> files) throws IOException {
        long first = files.isEmpty() ? 0 : files.lastKey();
        SegmentFile found = files.isEmpty() ? null : SegmentFile.open(SegmentFile.path(root, first), true);
        return found != null ? found : SegmentFile.create(root, first, new SecureRandom().nextLong());
    }

    /**
     * Keeps {@code values}, all or none.
     *
     * @param headers of each of them; a name has at most 255 bytes, a value 65535, and there are at most 255
     * @param arrivalTime processing time, epoch ms
     * @return the number of the record after the last of them; they are on the disk
     * @throws JournalFullException when there is no room
     * @throws IOException when it is not certain that they are kept
     */
    public long append(List<byte[]> values, List<RecordHeader> headers, long arrivalTime) throws IOException {
        long end;
        synchronized (this) {
            if (isClosed) {
                throw new IOException("the journal in " + directory + " is closed");
            }
            commit.requireHealthy();
            write(new Frame(written, commit.durable(), arrivalTime, headers, values));
            end = written;
        }
        commit.await(end);
        return end;
    }

    private void write(Frame frame) throws IOException {
        byte[] bytes = frame.bytes(last.salt());
        if (bytes.length > maxBytes / APPENDS) {
            throw new IllegalArgumentException("a journal of " + maxBytes + " bytes takes at most " + maxBytes / APPENDS
                    + " at once, not " + bytes.length);
        }
        if (kept + bytes.length > maxBytes) {
            throw new JournalFullException("the journal holds " + (kept >> 20) + " MB, and may hold " + (maxBytes >> 20)
                    + ": what is in it must be in checkpoints before there is room");
        }
        try {
            long fileBytes = Math.min(MAX_FILE_BYTES, maxBytes / FILES);
            if (last.position() > SegmentFile.HEADER && last.position() + bytes.length > fileBytes) {
                roll();
            }
            append(bytes);
        } catch (IOException e) {
            throw LocalTrouble.isFull(e)
                    ? new JournalFullException("the disk of the journal is full")
                    : LocalTrouble.of("write the journal", directory, e);
        }
        kept += bytes.length;
        written = frame.end();
    }

    private void append(byte[] bytes) throws IOException {
        long start = last.position();
        try {
            last.append(bytes);
        } catch (IOException e) {
            if (last.length() != start) {
                commit.fail(e);
            }
            throw e;
        }
    }

    /** Begins a new file once all that is written is on the disk, so that only the last file can have an unconfirmed end. */
    private void roll() throws IOException {
        commit.await(written);
        SegmentFile previous = last;
        SegmentFile next = null;
        try {
            next = SegmentFile.create(directory, written, previous.salt());
            directories.sync(directory);
        } catch (IOException e) {
            abandon(next, e);
            throw e;
        }
        full.put(previous.first(), previous.position());
        kept += next.position();
        last = next;
        previous.close();
    }

    /** A file that is not used must not be found later, behind a last one that went on. */
    private void abandon(@Nullable SegmentFile file, IOException cause) {
        try {
            if (file != null) {
                file.close();
            }
            Files.deleteIfExists(SegmentFile.path(directory, written));
        } catch (IOException e) {
            commit.fail(cause);
        }
    }

    private long sync() throws IOException {
        long end = written;
        last.sync();
        return end;
    }

    /** The number of the first record that is kept. */
    public synchronized long begin() {
        return full.isEmpty() ? last.first() : full.firstKey();
    }

    /** The number after the last record that is on the disk. */
    public long end() {
        return commit.durable();
    }

    /**
     * Reads from the record with number {@code from} on.
     *
     * @throws IOException when it does not have that one, with a message that says what to do
     */
    public JournalReader read(long from) throws IOException {
        if (from < begin() || from > end()) {
            throw new IOException("the journal in " + directory + " has the records from " + begin() + " up to " + end()
                    + ", but the checkpoint goes on at " + from
                    + ": it is the journal of another job, or files of it are"
                    + " missing. Bring them back, or move the checkpoints away to begin with what is there");
        }
        return new JournalReader(this, from);
    }

    /** The file in which the record {@code number} is, or should be. */
    synchronized Path fileOf(long number) {
        long first = number >= last.first() ? last.first() : full.floorKey(number);
        return SegmentFile.path(directory, first);
    }

    /**
     * Deletes the files of which all records are before {@code number}.
     *
     * @throws IOException when deleting failed; the oldest are gone, or none
     */
    public synchronized void trim(long number) throws IOException {
        while (!full.isEmpty()) {
            long first = full.firstKey();
            Long second = full.higherKey(first);
            if ((second == null ? last.first() : second) > number) {
                return;
            }
            Files.deleteIfExists(SegmentFile.path(directory, first));
            // One after the other on the disk, too: a gap would be taken for damage.
            directories.sync(directory);
            kept -= Objects.requireNonNull(full.remove(first));
        }
    }

    /** Waits for what is being written, and gives the directory up. */
    @Override
    public synchronized void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (lock;
                SegmentFile file = last) {
            commit.await(written);
            if (file.position() > SegmentFile.HEADER) {
                mark(file);
            }
        }
    }

    /** Says at the end that everything before it was on the disk. */
    private void mark(SegmentFile file) throws IOException {
        try {
            file.append(new Frame(written, written, 0, List.of(), List.of()).bytes(file.salt()));
        } catch (IOException e) {
            if (!LocalTrouble.isFull(e)) {
                throw e;
            }
            // All records are there; what is missing would only tell damage from a crash.
        }
        file.sync();
    }
}
