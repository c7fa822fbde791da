// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.codec.CorruptStateException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps checkpoints in a directory of a file system that has hard links and keeps what it was told to sync: what a disk in this machine has; network file systems are to be asked.
 *
 * <p>A blob is written to a file in {@code .unpublished}, a name that no blob can have; that is synced, and then linked to the blob's name. Linking is one step, and fails when the name is taken, in whatever process, where
 * renaming would replace what is there. Then the directory is synced. A process that dies before the link leaves a file in {@code .unpublished}, which a later one removes.
 */
public final class LocalCheckpointStorage implements CheckpointStorage {
    private final Path root;
    private final Directories directories;
    private final Unpublished unpublished;
    private volatile boolean closed;

    private LocalCheckpointStorage(Path root) {
        this.root = root;
        directories = new Directories(root);
        unpublished = new Unpublished(root.resolve(".unpublished"), directories);
    }

    /**
     * Opens the storage in {@code directory}. It is made by the first {@link #put}.
     *
     * @throws IOException when {@code directory} is something else
     */
    public static LocalCheckpointStorage open(Path directory) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new IOException("checkpoints cannot be kept in " + root + ": it is a file; name a directory");
        }
        // A link that leads to the directory would not be walked through.
        return new LocalCheckpointStorage(Files.exists(root) ? root.toRealPath() : root);
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        Path file = file(name);
        if (content.length > MIN_MAX_BLOB_LENGTH) {
            throw new IllegalArgumentException(
                    "a blob has at most " + MIN_MAX_BLOB_LENGTH + " bytes, but '" + name + "' has " + content.length);
        }
        // Only to save the work; what decides is the link.
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BlobExistsException(name);
        }
        try {
            directories.make(file.resolveSibling("."));
            unpublished.publish(content, file);
        } catch (FileAlreadyExistsException e) {
            if (e.getFile().equals(file.toString())) {
                throw new BlobExistsException(name);
            }
            throw LocalTrouble.of("write the blob '" + name + "'", root, e);
        } catch (IOException e) {
            throw LocalTrouble.of("write the blob '" + name + "'", root, e);
        }
    }

    @Override
    public byte @Nullable [] get(String name) throws IOException {
        Path file = file(name);
        try {
            BasicFileAttributes attributes = BlobFiles.attributes(root, file);
            if (attributes == null || !attributes.isRegularFile()) {
                return null;
            }
            long length = attributes.size();
            if (length > MIN_MAX_BLOB_LENGTH) {
                throw new CorruptStateException(
                        "the file " + file + " has " + length + " bytes, more than a blob can have");
            }
            return Files.readAllBytes(file);
        } catch (CorruptStateException e) {
            throw e;
        } catch (NoSuchFileException e) {
            // Deleted since it was looked for.
            return null;
        } catch (IOException e) {
            throw LocalTrouble.of("read the blob '" + name + "'", root, e);
        }
    }

    @Override
    public List<StoredBlob> list(String prefix) throws IOException {
        requireOpen();
        BlobNames.checkPrefix(prefix);
        List<StoredBlob> blobs = new ArrayList<>();
        try {
            BlobFiles.visit(root, prefix, blobs::add);
        } catch (IOException e) {
            throw LocalTrouble.of("list the blobs", root, e);
        }
        blobs.sort(Comparator.comparing(StoredBlob::name));
        return blobs;
    }

    @Override
    public void delete(String name) throws IOException {
        Path file = file(name);
        try {
            BasicFileAttributes attributes = BlobFiles.attributes(root, file);
            if (attributes != null && attributes.isRegularFile() && Files.deleteIfExists(file)) {
                directories.sync(file.resolveSibling("."));
            }
        } catch (IOException e) {
            throw LocalTrouble.of("delete the blob '" + name + "'", root, e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private Path file(String name) {
        requireOpen();
        return root.resolve(BlobNames.check(name));
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the checkpoint storage in " + root + " is closed");
        }
    }
}
