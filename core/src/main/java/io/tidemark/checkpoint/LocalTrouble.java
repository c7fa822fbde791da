// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Says what is wrong with a directory, and what to do. */
public final class LocalTrouble {
    private LocalTrouble() {}

    /** That {@code action} failed in {@code root} because of {@code cause}. */
    public static IOException of(String action, Path root, IOException cause) {
        return new IOException("cannot " + action + " in " + root + ": " + reason(cause), cause);
    }

    /** Whether the disk has no room, as far as its message tells; Java has no other sign. */
    public static boolean isFull(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        return text.toLowerCase(Locale.ROOT).contains("no space left") || text.contains("not enough space");
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException denied) {
            return "this process has no right to use " + denied.getFile()
                    + "; give it the right to read and write there";
        }
        if (cause instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file where a directory should be";
        }
        if (cause instanceof NoSuchFileException missing) {
            return missing.getFile() + " is not there any more";
        }
        String text = String.valueOf(cause.getMessage());
        if (isFull(cause)) {
            return "the disk is full; make room (" + text + ")";
        }
        if (cause instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason() + " (" + system.getFile() + ")";
        }
        return text;
    }
}
