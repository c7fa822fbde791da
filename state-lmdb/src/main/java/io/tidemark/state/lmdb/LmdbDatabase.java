// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.state.KeyRange;
import io.tidemark.state.ordered.OrderedDatabase;
import io.tidemark.state.ordered.OrderedStateBackend;
import io.tidemark.state.ordered.OrderedWalk;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;
import org.lmdbjava.Txn;

/** An open LMDB. */
final class LmdbDatabase implements OrderedDatabase {
    /*
     * MDB_NOMETASYNC: a commit writes its pages and waits until they are on the disk, then writes the page that makes them count, and does not wait for that one. A power cut may
     * lose that page, and with it the last batch, but never leaves half of one. Without any waiting (MDB_NOSYNC) the disk may write that page first: after a power cut the file is
     * then damaged. That is one wait for each checkpoint, which is seconds apart from the next.
     *
     * No MDB_WRITEMAP: writing through the map, a full disk is a SIGBUS, which ends the process; written to the file, it is an error.
     *
     * MDB_NOTLS: a reader belongs to an object, not to a thread, so cursors can be handed on, and readers be kept for the next read by whomever.
     *
     * The map is as large as it may ever get from the start. It is address space, nothing more, and resizing needs all readers gone: an open cursor would be waited for, or its memory
     * pulled away.
     */
    private static final EnvFlags[] FLAGS = {EnvFlags.MDB_NOTLS, EnvFlags.MDB_NOMETASYNC};

    private static final String OWN = "own";
    private static final String STORES = "stores";
    /** The names of the trees there may be. */
    static final Set<String> NAMES = Set.of(OWN, STORES);

    private final Place place;
    private final Claim claim;
    private final Env<Span> env;
    private final Dbi<Span> own;
    private final Dbi<Span> stores;
    private final Queue<Reader> resting = new ConcurrentLinkedQueue<>();

    private LmdbDatabase(Place place, Claim claim, Env<Span> env) {
        this.place = place;
        this.claim = claim;
        this.env = env;
        own = env.openDbi(OWN, DbiFlags.MDB_CREATE);
        stores = env.openDbi(STORES, DbiFlags.MDB_CREATE);
    }

    /** Opens what is at {@code place}, or makes it. */
    static LmdbDatabase open(Place place, Settings settings) throws IOException {
        Files.createDirectories(place.directory());
        Claim claim = Claim.of(place);
        try {
            if (settings.verify()) {
                Verification.of(place);
            }
            return open(place, settings, claim);
        } catch (IOException | RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    private static LmdbDatabase open(Place place, Settings settings, Claim claim) throws IOException {
        try {
            Env<Span> env = Env.create(new SpanProxy())
                    .setMapSize(settings.mapSize())
                    .setMaxReaders(settings.readers())
                    .setMaxDbs(NAMES.size())
                    .open(place.directory().toFile(), FLAGS);
            try {
                return new LmdbDatabase(place, claim, env);
            } catch (RuntimeException e) {
                env.close();
                throw e;
            }
        } catch (LmdbNativeException.ConstantDerivedException e) {
            throw place.failed(
                    "cannot be opened: " + e.getMessage() + "; max_map_size_mb takes as much address space", e);
        } catch (LmdbException e) {
            throw Failures.of(place, e);
        } catch (LinkageError e) {
            throw place.failed("cannot load LMDB's native library: " + e.getMessage(), e);
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) throws IOException {
        try {
            Reader reader = reader();
            try {
                return reader.get(tree(key), key);
            } finally {
                giveBack(reader);
            }
        } catch (LmdbException e) {
            throw failed(e);
        }
    }

    @Override
    public OrderedWalk walk(KeyRange range) throws IOException {
        try {
            Reader reader = reader();
            try {
                return new LmdbWalk(this, reader, tree(range.from()), range);
            } catch (LmdbException e) {
                giveBack(reader);
                throw e;
            }
        } catch (LmdbException e) {
            throw failed(e);
        }
    }

    @Override
    public void write(long bytes, Writing writing) throws IOException {
        try (Txn<Span> transaction = env.txnWrite()) {
            writing.into(new LmdbWriter(this, transaction));
            transaction.commit();
        } catch (LmdbNativeException.ConstantDerivedException e) {
            // LMDB says EIO when only a part of a page could be written, which is how a full disk begins.
            long left = place.directory().toFile().getUsableSpace() >> 20;
            throw place.failed(
                    "could not be written to: " + e.getMessage() + "; the disk has " + left + " MiB left", e);
        } catch (LmdbException e) {
            throw failed(e);
        }
    }

    /** The tree that {@code key} is in. Those of the stores are apart, so that they can be dropped at once. */
    Dbi<Span> tree(byte[] key) {
        return OrderedStateBackend.isOwn(key) ? own : stores;
    }

    void giveBack(Reader reader) {
        reader.rest();
        resting.add(reader);
    }

    IOException failed(LmdbException failure) {
        return Failures.of(place, failure);
    }

    @Override
    public void close() throws IOException {
        try {
            sync();
        } finally {
            free();
            // Not before: nobody may open what is still open here.
            claim.close();
        }
    }

    private void free() {
        try {
            resting.forEach(Reader::end);
        } finally {
            env.close();
        }
    }

    private void sync() throws IOException {
        try {
            // An orderly end survives even the machine.
            env.sync(true);
        } catch (LmdbException e) {
            throw failed(e);
        }
    }

    private Reader reader() {
        @Nullable Reader reader = resting.poll();
        if (reader == null) {
            return new Reader(place, env);
        }
        reader.renew();
        return reader;
    }
}
