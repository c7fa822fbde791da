// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Lines to a file, in one of three ways: at its end; from its beginning; or into a new file that takes its place when complete, so that a failure never
 * leaves half a result behind.
 *
 * <p>Completing forces the bytes to the disk.
 */
public final class FileOutput implements LineOutput {
    private final Path file;
    private final Optional<Path> draft;
    private final FileChannel channel;
    private final OutputStream stream;
    private String target;

    /** Whether the file is to be emptied before anything is written; a job that goes on from a checkpoint keeps what it had. */
    private boolean isToBeEmptied;

    private boolean isComplete;

    private FileOutput(Path file, Optional<Path> draft, FileChannel channel) {
        this.file = file;
        this.draft = draft;
        target = file.toAbsolutePath().normalize().toString();
        this.channel = channel;
        stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /** Writes at the end of {@code file}; after a line that a crash cut short, on a new one. */
    public static FileOutput append(Path file) throws IOException {
        makeDirectory(file);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long size = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean isCut = size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
            channel.position(size);
            FileOutput output = new FileOutput(file, Optional.empty(), channel);
            if (isCut) {
                output.write(new byte[] {'\n'});
            }
            return output;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Empties {@code file} before the first line, and writes to it. */
    public static FileOutput truncate(Path file) throws IOException {
        makeDirectory(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileOutput output = new FileOutput(file, Optional.empty(), channel);
        output.isToBeEmptied = Files.isRegularFile(file);
        return output;
    }

    /** Writes to a new file beside {@code file}, which it replaces when complete. What is no regular file, such as {@code /dev/null}, is written to directly. */
    public static FileOutput replace(Path file) throws IOException {
        makeDirectory(file);
        boolean isSpecial = Files.exists(file) && !Files.isRegularFile(file);
        if (isSpecial) {
            return new FileOutput(file, Optional.empty(), FileChannel.open(file, StandardOpenOption.WRITE));
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path draft = target.resolveSibling(target.getFileName() + ".part");
        FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return new FileOutput(target, Optional.of(draft), channel);
    }

    @Override
    public void write(byte[] line) throws IOException {
        emptyIfNeeded();
        stream.write(line);
    }

    @Override
    public void flush() throws IOException {
        emptyIfNeeded();
        stream.flush();
    }

    @Override
    public void complete() throws IOException {
        emptyIfNeeded();
        stream.flush();
        if (Files.isRegularFile(draft.orElse(file))) {
            channel.force(true);
        }
        channel.close();
        if (draft.isPresent()) {
            Files.move(draft.get(), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        isComplete = true;
    }

    @Override
    public void close() throws IOException {
        if (isComplete) {
            return;
        }
        try (channel) {
            emptyIfNeeded();
            if (draft.isEmpty() && channel.isOpen()) {
                stream.flush();
            }
        }
        if (draft.isPresent()) {
            Files.deleteIfExists(draft.get());
        }
    }

    /** Calls it {@code target} in checkpoints, for example by the path in the job file, so that a job can move with its files. */
    public FileOutput as(String target) {
        this.target = target;
        return this;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public OptionalLong position() throws IOException {
        if (!Files.isRegularFile(draft.orElse(file))) {
            stream.flush();
            return OptionalLong.empty();
        }
        emptyIfNeeded();
        stream.flush();
        channel.force(true);
        return OptionalLong.of(channel.position());
    }

    @Override
    public void rewind(long position) throws IOException {
        stream.flush();
        long size = channel.size();
        if (size < position) {
            throw new IOException(
                    file + " has " + size + " bytes, but had " + position + " when the last checkpoint was"
                            + " taken; bring the file back, or give the job another one to write to");
        }
        isToBeEmptied = false;
        channel.truncate(position);
        channel.position(position);
    }

    private void emptyIfNeeded() throws IOException {
        if (isToBeEmptied) {
            isToBeEmptied = false;
            channel.truncate(0);
        }
    }

    private static void makeDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
    }
}
