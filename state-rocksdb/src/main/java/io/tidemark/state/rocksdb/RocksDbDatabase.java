// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.rocksdb;

import io.tidemark.state.KeyRange;
import io.tidemark.state.ordered.OrderedDatabase;
import io.tidemark.state.ordered.OrderedWalk;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open RocksDB, with one column family. */
final class RocksDbDatabase implements OrderedDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(RocksDbDatabase.class);

    private final Failures failures;
    private final Natives natives = new Natives();
    private final ReadOptions reads;
    private final WriteOptions writes;
    private final RocksDB rocks;

    private RocksDbDatabase(Place place, long budget, WALRecoveryMode recovery) throws RocksDBException {
        failures = new Failures(place);
        try {
            reads = natives.keep(new ReadOptions());
            // No sync: what the kernel was given survives the process. Of what the machine loses there is another copy,
            // in the checkpoint log.
            writes = natives.keep(new WriteOptions()).setSync(false).setNoSlowdown(true);
            rocks = natives.keep(RocksDB.open(
                    Settings.of(budget, recovery, natives), place.directory().toString()));
        } catch (RocksDBException | RuntimeException e) {
            natives.close();
            throw e;
        }
    }

    /** Opens the database at {@code place}, or makes one; it may use {@code budget} bytes of memory. */
    static RocksDbDatabase open(Place place, long budget) throws IOException {
        loadLibrary(place);
        Failures failures = new Failures(place);
        Files.createDirectories(place.directory());
        failures.requireComplete();
        try {
            return openWhole(place, budget);
        } catch (RocksDBException e) {
            throw failures.ofOpening(e);
        }
    }

    private static void loadLibrary(Place place) throws IOException {
        try {
            RocksDB.loadLibrary();
        } catch (RuntimeException | LinkageError e) {
            throw place.failed("cannot load RocksDB's native library: " + e.getMessage(), e);
        }
    }

    /*
     * The write-ahead log is not synced, so a power cut may leave anything in its last blocks. RocksDB tells a record that was cut short, which is what a kill leaves and
     * nobody needs to hear of, from a damaged one. Of the latter we are told by the failure of the first attempt. The second one stops at the damage: what is opened then
     * is an earlier batch, as its checkpoint id says, and recovery goes on from there. That is better than an error, but not good enough to be silent.
     *
     * A process that was killed while it made the database leaves one without any log, which is an error too, but has nothing in it to lose.
     */
    private static RocksDbDatabase openWhole(Place place, long budget) throws RocksDBException, IOException {
        try {
            return new RocksDbDatabase(place, budget, WALRecoveryMode.TolerateCorruptedTailRecords);
        } catch (RocksDBException e) {
            if (!Failures.isDamage(e)) {
                throw e;
            }
            if (isEmpty(place.directory())) {
                return anew(place, budget);
            }
            RocksDbDatabase database = new RocksDbDatabase(place, budget, WALRecoveryMode.PointInTimeRecovery);
            LOG.warn(
                    "{} had a damaged write-ahead log and is at an earlier checkpoint; the checkpoint log leads on",
                    place,
                    e);
            return database;
        }
    }

    /** Whether there are no tables and no logs, in which alone anything is. */
    private static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{sst,log}")) {
            return !files.iterator().hasNext();
        }
    }

    private static RocksDbDatabase anew(Place place, long budget) throws RocksDBException {
        try (Options options = new Options()) {
            RocksDB.destroyDB(place.directory().toString(), options);
        }
        RocksDbDatabase database = new RocksDbDatabase(place, budget, WALRecoveryMode.TolerateCorruptedTailRecords);
        LOG.warn(
                "{} had no tables and no log, as when a process is killed while it makes them; it begins empty", place);
        return database;
    }

    @Override
    public byte @Nullable [] get(byte[] key) throws IOException {
        try {
            return rocks.get(reads, key);
        } catch (RocksDBException e) {
            throw failures.of(e);
        }
    }

    @Override
    public OrderedWalk walk(KeyRange range) {
        return new RocksDbWalk(failures, rocks, range);
    }

    @Override
    public void write(long bytes, Writing writing) throws IOException {
        try (RocksDbWriter writer = new RocksDbWriter(failures, bytes)) {
            writing.into(writer);
            while (!isTaken(writer.batch())) {
                flush();
            }
        } catch (RocksDBException e) {
            throw failures.of(e);
        }
    }

    /**
     * Whether RocksDB took the batch at once. It may want to wait for memtables to be written out, but left to itself it does so for ever when the disk is full: so we wait by {@link #flush},
     * which then fails.
     */
    private boolean isTaken(WriteBatch batch) throws RocksDBException {
        try {
            rocks.write(writes, batch);
            return true;
        } catch (RocksDBException e) {
            Status status = e.getStatus();
            if (status != null && status.getCode() == Status.Code.Incomplete) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            // An orderly end survives even the machine, and the next start has no log to replay.
            flush();
        } finally {
            natives.close();
        }
    }

    /** Writes the memtables out, and waits for that. */
    void flush() throws IOException {
        try (FlushOptions options = new FlushOptions()) {
            rocks.flush(options);
        } catch (RocksDBException e) {
            throw failures.of(e);
        }
    }

    /** What RocksDB says of itself; for tests. */
    long property(String name) throws IOException {
        try {
            return rocks.getLongProperty(name);
        } catch (RocksDBException e) {
            throw failures.of(e);
        }
    }
}
