// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the files that a job names: a path, or one whose last part is a pattern, such as {@code data/*.jsonl}. */
public final class FilePatterns {
    private FilePatterns() {}

    /**
     * The files that {@code patterns} name, in their order, those of one pattern by name.
     *
     * @param directory against which relative ones are resolved
     * @throws IOException when one names nothing
     */
    public static List<Path> find(Path directory, List<String> patterns) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String pattern : patterns) {
            List<Path> found = isPattern(pattern) ? matches(directory, pattern) : List.of(directory.resolve(pattern));
            for (Path file : found) {
                if (!Files.exists(file)) {
                    throw new NoSuchFileException(file.toString(), null, "there is no such file");
                }
                files.add(file);
            }
            if (found.isEmpty()) {
                throw new NoSuchFileException(pattern, null, "no file matches the pattern");
            }
        }
        return files;
    }

    private static boolean isPattern(String path) {
        return path.contains("*") || path.contains("?");
    }

    private static List<Path> matches(Path directory, String pattern) throws IOException {
        int slash = pattern.lastIndexOf('/');
        Path parent = directory.resolve(pattern.substring(0, slash + 1));
        String name = pattern.substring(slash + 1);
        if (isPattern(pattern.substring(0, slash + 1))) {
            throw new NoSuchFileException(pattern, null, "only the last part of a path may be a pattern");
        }
        if (!Files.isDirectory(parent)) {
            throw new NoSuchFileException(pattern, null, "there is no directory " + parent);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
