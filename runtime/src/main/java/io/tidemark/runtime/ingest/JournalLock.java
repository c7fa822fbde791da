// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The right to use a directory: one journal in one process has it. */
final class JournalLock implements AutoCloseable {
    /** What this process has. Asked first: a second channel on a locked file would take the lock along when it is closed (POSIX). */
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private JournalLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Claims {@code directory}, which exists. */
    static JournalLock of(Path directory) throws IOException {
        Path claimed = directory.toRealPath();
        if (!CLAIMED.add(claimed)) {
            throw taken(directory, "this process");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    directory.resolve("journal.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw taken(directory, "another process");
            }
            return new JournalLock(claimed, channel);
        } catch (IOException | RuntimeException e) {
            CLAIMED.remove(claimed);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    private static IOException taken(Path directory, String owner) {
        return new IOException("the journal in " + directory + " is open in " + owner
                + " already: stop that first, or give this job another 'path'");
    }

    /** Gives it up; the lock ends with the channel. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            CLAIMED.remove(directory);
        }
    }
}
