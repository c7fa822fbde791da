// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The right to use a directory: one backend in one process has it. LMDB would let several processes write, which our checkpoint ids do not survive. */
final class Claim implements AutoCloseable {
    /** What this process has. Asked first: a second channel on a locked file would take the lock along when it is closed (POSIX). */
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private Claim(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Claims the directory of {@code place}, which exists. */
    static Claim of(Place place) throws IOException {
        Path directory = place.directory().toRealPath();
        if (!CLAIMED.add(directory)) {
            throw open(place, "in this process");
        }
        @Nullable FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    directory.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                throw open(place, "in another process");
            }
            return new Claim(directory, channel);
        } catch (IOException | RuntimeException e) {
            CLAIMED.remove(directory);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
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

    private static IOException open(Place place, String where) {
        return place.failed("is open already " + where + ": stop that first");
    }
}
