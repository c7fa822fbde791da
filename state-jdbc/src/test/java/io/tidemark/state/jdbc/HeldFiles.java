// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.async.FilePathAsync;
import org.jspecify.annotations.Nullable;

/** H2's files, in place of those it opens as {@code async}, where a test can hold what H2's own thread writes into one directory. */
public final class HeldFiles extends FilePathWrapper {
    private static volatile @Nullable Hold hold;

    /** For H2, which makes one for each path. */
    public HeldFiles() {}

    /** From now on the first write of H2's own thread below {@code directory} waits. */
    static Hold hold(Path directory) {
        FilePath.register(new HeldFiles());
        Hold held = new Hold(directory);
        hold = held;
        return held;
    }

    @Override
    public String getScheme() {
        return "async";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new HeldFile(super.open(mode), unwrap().toString());
    }

    /** One write that waits. */
    static final class Hold implements AutoCloseable {
        private final Path directory;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        private Hold(Path directory) {
            this.directory = directory;
        }

        /** Waits until the write has come. */
        void awaitWrite() throws InterruptedException {
            reached.await();
        }

        /** Lets the write, and all that follow, happen. */
        void release() {
            released.countDown();
        }

        @Override
        public void close() {
            release();
            hold = null;
            FilePath.register(new FilePathAsync());
        }

        private void pass(String file) {
            if (Thread.currentThread().getName().contains("H2-save")
                    && Path.of(file).startsWith(directory)) {
                reached.countDown();
                while (true) {
                    try {
                        released.await();
                        return;
                    } catch (InterruptedException e) {
                        // H2 interrupts nobody, and the write must not come early.
                    }
                }
            }
        }
    }

    /** Its methods take no lock, as the channels that H2 opens itself take none: a write that waits keeps nobody from reading. */
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    private static final class HeldFile extends FileBaseDefault {
        private final FileChannel channel;
        private final String name;

        HeldFile(FileChannel channel, String name) {
            this.channel = channel;
            this.name = name;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            Hold held = hold;
            if (held != null) {
                held.pass(name);
            }
            return channel.write(source, position);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return channel.read(target, position);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void force(boolean metadata) throws IOException {
            channel.force(metadata);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }
}
