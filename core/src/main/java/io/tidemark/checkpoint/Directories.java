// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes directories that outlive a loss of power: a file is found again only when its name is on the disk, and that is in the directory. */
public final class Directories {
    /** Windows cannot open a directory to sync it; NTFS logs its changes. */
    private static final boolean CAN_SYNC =
            !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path root;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    /** Of {@code root}: whatever is above it is only made, as its directories may be closed to us. */
    public Directories(Path root) {
        this.root = root;
    }

    /** Makes a directory in the root, and the root, where they are missing. */
    public void make(Path directory) throws IOException {
        Path path = directory.normalize();
        if (durable.contains(path) && Files.isDirectory(path)) {
            return;
        }
        Path parent = path.getParent();
        boolean isNew = create(path, parent);
        // One that another process made may not be on the disk yet. What is above the root may be closed to us.
        boolean isInside = path.startsWith(root) && !path.equals(root);
        if (parent != null && (isNew || isInside)) {
            sync(parent);
        }
        durable.add(path);
    }

    private boolean create(Path path, @Nullable Path parent) throws IOException {
        if (Files.isDirectory(path)) {
            return false;
        }
        if (parent != null) {
            make(parent);
        }
        try {
            Files.createDirectory(path);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw e;
            }
            return false;
        }
    }

    /** Waits until the names in a directory are on the disk. */
    public void sync(Path directory) throws IOException {
        if (CAN_SYNC) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
