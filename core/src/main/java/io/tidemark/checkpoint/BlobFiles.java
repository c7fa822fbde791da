// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Walks over the files that are blobs, in a directory in which others may write and delete. */
final class BlobFiles extends SimpleFileVisitor<Path> {
    private final Path root;
    private final String prefix;
    private final Consumer<StoredBlob> blobs;

    private BlobFiles(Path root, String prefix, Consumer<StoredBlob> blobs) {
        this.root = root;
        this.prefix = prefix;
        this.blobs = blobs;
    }

    /** Hands over those whose names begin with {@code prefix}, in any order. */
    static void visit(Path root, String prefix, Consumer<StoredBlob> blobs) throws IOException {
        Path start = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        BasicFileAttributes attributes = attributes(root, start);
        if (attributes != null && attributes.isDirectory()) {
            Files.walkFileTree(start, new BlobFiles(root, prefix, blobs));
        }
    }

    /** What is at {@code path}, or null when nothing is there. That we may not look is another thing: a job must not begin anew because of it. */
    static @Nullable BasicFileAttributes attributes(Path root, Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        } catch (FileSystemException e) {
            if (isBelowFile(root, path)) {
                return null;
            }
            throw e;
        }
    }

    /** A blob {@code a} is a file, so there is no {@code a/b}. */
    private static boolean isBelowFile(Path root, Path path) {
        for (Path above = path.getParent(); above != null && !above.equals(root); above = above.getParent()) {
            if (Files.isRegularFile(above)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = StreamSupport.stream(root.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
        if (attributes.isRegularFile() && name.startsWith(prefix) && BlobNames.isValid(name)) {
            blobs.accept(new StoredBlob(name, attributes.size()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        // Deleted since its directory was read.
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    private boolean isHidden(Path directory) {
        return !directory.equals(root) && directory.getFileName().toString().startsWith(".");
    }
}
