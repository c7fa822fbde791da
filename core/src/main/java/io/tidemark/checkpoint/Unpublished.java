// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Files that are being written, each under a name that nobody else has. */
final class Unpublished {
    /** Far longer than writing takes. A process that was stopped for longer finds its file gone, and fails. */
    private static final Duration LEFT_BEHIND = Duration.ofHours(1);

    private final Path directory;
    private final Directories directories;
    private final AtomicBoolean swept = new AtomicBoolean();

    Unpublished(Path directory, Directories directories) {
        this.directory = directory;
        this.directories = directories;
    }

    /**
     * Makes {@code file}, with all of {@code content}, in one step.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is one
     */
    void publish(byte[] content, Path file) throws IOException {
        directories.make(directory);
        Path path = directory.resolve(UUID.randomUUID().toString());
        try {
            write(content, path);
            if (swept.compareAndSet(false, true)) {
                sweep(path);
            }
            link(file, path);
            directories.sync(file.resolveSibling("."));
        } finally {
            Files.deleteIfExists(path);
        }
    }

    private static void link(Path file, Path path) throws IOException {
        try {
            Files.createLink(file, path);
        } catch (UnsupportedOperationException e) {
            throw new IOException("the file system has no hard links, which writing a blob once takes", e);
        }
    }

    private static void write(byte[] content, Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Removes what was left behind. Times are the file system's, so that it matters to nobody what the clocks of two machines say. */
    private void sweep(Path fresh) throws IOException {
        long now = Files.getLastModifiedTime(fresh).toMillis();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (isOlder(file, now - LEFT_BEHIND.toMillis())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isOlder(Path file, long time) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toMillis() < time;
        } catch (NoSuchFileException e) {
            // Another process has just published it.
            return false;
        }
    }
}
