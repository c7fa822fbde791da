// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.state.ordered.Place;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/** A read transaction that is used again and again, with room for the key that it asks for. It holds a slot in LMDB's table of readers until it is ended. */
final class Reader {
    /** LMDB's longest key. */
    static final int MAX_KEY_LENGTH = 511;

    private final Place place;
    private final Txn<Span> transaction;
    private final Span key = new Span(MAX_KEY_LENGTH);

    /** One that sees the newest version. */
    Reader(Place place, Env<Span> env) {
        this.place = place;
        this.transaction = env.txnRead();
    }

    /** Lets go of its version, but keeps its slot. */
    void rest() {
        transaction.reset();
    }

    /** Takes the newest version, after it rested. */
    void renew() {
        transaction.renew();
    }

    /** Ends it while it rests. */
    void end() {
        // lmdbjava does not free one that rests.
        transaction.renew();
        transaction.close();
    }

    /** The value of {@code of} in {@code dbi}, or null. */
    byte @Nullable [] get(Dbi<Span> dbi, byte[] of) throws IOException {
        @Nullable Span found = dbi.get(transaction, key.set(of));
        return found == null ? null : open(of, found);
    }

    Cursor<Span> cursor(Dbi<Span> dbi) {
        return dbi.openCursor(transaction);
    }

    /** Its room for a key, with {@code bytes} in it. */
    Span key(byte[] bytes) {
        return key.set(bytes);
    }

    /** The value that is sealed in {@code found}. */
    byte[] open(byte[] of, Span found) throws IOException {
        byte[] value = Sealed.read(of, found);
        if (value == null) {
            throw place.damaged("an entry is not what was written");
        }
        return value;
    }
}
