// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCapabilities;
import io.tidemark.state.StateCursor;
import io.tidemark.state.StateStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/** A toy that writes all it has to a file at each batch, which it then puts in the place of the old one. It can be told to make one mistake with files; what it has in memory is another toy's. */
final class ToyFileBackend implements StateBackend {
    /** What it can be told to do wrong. */
    enum Mistake {
        NONE,
        WRITES_WHEN_CLOSED,
        SHOWS_HALF_A_BATCH,
        NO_CHECKSUM,
        DAMAGE_WITHOUT_A_PATH,
        DAMAGE_IS_A_BUG,
        TWO_MAY_OPEN,
        FULL_DISK_UNNOTICED,
        KEEPS_WHAT_DID_NOT_FIT
    }

    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Mistake mistake;
    private final FileChannel lock;
    private final Set<String> stores = new TreeSet<>();
    private final ToyStateBackend.Disk disk = new ToyStateBackend.Disk();
    private final ToyStateBackend memory = toy(disk);
    private boolean closed;

    private ToyFileBackend(Path directory, Mistake mistake, FileChannel lock) {
        this.directory = directory;
        this.mistake = mistake;
        this.lock = lock;
    }

    static ToyFileBackend open(Path directory, Mistake mistake) throws IOException {
        Files.createDirectories(directory);
        if (mistake != Mistake.TWO_MAY_OPEN && !OPEN.add(directory)) {
            throw new IOException(directory + " is open");
        }
        try {
            FileChannel channel = lock(directory, mistake);
            ToyFileBackend backend = new ToyFileBackend(directory, mistake, channel);
            backend.load();
            return backend;
        } catch (IOException | RuntimeException e) {
            OPEN.remove(directory);
            throw e;
        }
    }

    private static FileChannel lock(Path directory, Mistake mistake) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (mistake == Mistake.TWO_MAY_OPEN || channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException(directory + " is open", e);
        }
        throw new IOException(directory + " is open");
    }

    @Override
    public StateCapabilities capabilities() {
        return memory.capabilities();
    }

    @Override
    public StateStore store(String name) {
        return memory.store(name);
    }

    @Override
    public synchronized void apply(StateBatch batch, long checkpointId) throws IOException {
        if (mistake == Mistake.SHOWS_HALF_A_BATCH) {
            showHalf(batch, checkpointId);
        }
        ToyStateBackend.Disk next = disk.copy();
        // Throws when it is closed.
        memory.lastCheckpointId();
        toy(next).apply(batch, checkpointId);
        batch.forEach(new Names());
        try {
            if (mistake != Mistake.WRITES_WHEN_CLOSED) {
                save(toy(next));
            }
        } catch (IOException e) {
            if (mistake == Mistake.KEEPS_WHAT_DID_NOT_FIT) {
                disk.become(next);
            }
            if (mistake != Mistake.FULL_DISK_UNNOTICED) {
                throw new IOException("could not write to " + directory, e);
            }
        }
        disk.become(next);
    }

    @Override
    public long lastCheckpointId() {
        return memory.lastCheckpointId();
    }

    @Override
    public synchronized void clear() throws IOException {
        memory.clear();
        save(memory);
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            if (mistake == Mistake.WRITES_WHEN_CLOSED) {
                save(memory);
            }
            memory.close();
            lock.close();
            OPEN.remove(directory);
        }
    }

    /** Half a batch, for so long that a kill meets it. */
    private void showHalf(StateBatch batch, long checkpointId) throws IOException {
        ToyStateBackend half = toy(disk.copy());
        StateBatch first = new StateBatch();
        batch.forEach(new FirstHalf(first, batch.size() / 2));
        half.apply(first, checkpointId);
        for (int i = 0; i < 30; i++) {
            save(half);
        }
    }

    private static ToyStateBackend toy(ToyStateBackend.Disk disk) {
        return new ToyStateBackend(disk, ToyStateBackend.Mistake.NONE);
    }

    private StateBatch everything(ToyStateBackend of) throws IOException {
        StateBatch batch = new StateBatch();
        for (String store : stores) {
            try (StateCursor cursor = of.store(store).scan(KeyRange.all())) {
                while (cursor.next()) {
                    batch.put(store, cursor.key(), cursor.value());
                }
            }
        }
        return batch;
    }

    private void save(ToyStateBackend state) throws IOException {
        StateOutput out = new StateOutput();
        out.writeLong(state.lastCheckpointId());
        everything(state).forEach(new Writing(out));
        byte[] content = out.toByteArray();
        StateOutput sealed = new StateOutput(content.length + Integer.BYTES);
        sealed.writeInt(checksum(content));
        sealed.writeRaw(content);
        Path next = directory.resolve("next");
        Files.write(next, sealed.toByteArray());
        Files.move(
                next, directory.resolve("state"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void load() throws IOException {
        Path file = directory.resolve("state");
        if (Files.exists(file)) {
            try {
                read(new StateInput(Files.readAllBytes(file)));
            } catch (CorruptStateException e) {
                throw damaged(e);
            }
        }
    }

    private void read(StateInput in) throws IOException {
        int checksum = in.readInt();
        byte[] content = in.readRaw(in.remaining());
        if (checksum != checksum(content) && mistake != Mistake.NO_CHECKSUM) {
            throw new CorruptStateException("the checksum is wrong");
        }
        StateInput entries = new StateInput(content);
        long id = entries.readLong();
        StateBatch batch = new StateBatch();
        while (entries.remaining() > 0) {
            String store = entries.readText();
            stores.add(store);
            batch.put(store, entries.readBytes(), entries.readBytes());
        }
        memory.apply(batch, id);
    }

    private IOException damaged(CorruptStateException e) {
        if (mistake == Mistake.DAMAGE_IS_A_BUG) {
            throw new IllegalStateException(directory + " is damaged", e);
        }
        String where = mistake == Mistake.DAMAGE_WITHOUT_A_PATH ? "something" : directory.toString();
        return new CorruptStateException(where + " is damaged: delete it", e);
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    /**
     * Writes puts down.
     *
     * @param out where to
     */
    private record Writing(StateOutput out) implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            out.writeText(store);
            out.writeBytes(key);
            out.writeBytes(value);
        }

        @Override
        public void delete(String store, byte[] key) {
            throw new AssertionError("what there is are puts");
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            throw new AssertionError("what there is are puts");
        }
    }

    /** Notes which stores there are. */
    private final class Names implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            stores.add(store);
        }

        @Override
        public void delete(String store, byte[] key) {
            // Makes no store.
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            // Makes no store.
        }
    }

    /** Copies the first changes of a batch. */
    private static final class FirstHalf implements StateBatch.Visitor {
        private final StateBatch into;
        private int left;

        FirstHalf(StateBatch into, int left) {
            this.into = into;
            this.left = left;
        }

        @Override
        public void put(String store, byte[] key, byte[] value) {
            if (left-- > 0) {
                into.put(store, key, value);
            }
        }

        @Override
        public void delete(String store, byte[] key) {
            if (left-- > 0) {
                into.delete(store, key);
            }
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            if (left-- > 0) {
                into.deleteRange(store, range);
            }
        }
    }
}
