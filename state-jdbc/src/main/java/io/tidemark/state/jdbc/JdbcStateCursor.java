// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateCursor;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Walks over entries page by page, in a transaction that sees one version. A scan that fits in one page gives its connection back before it begins.
 *
 * <p>Pages rather than the driver's streaming: H2 has none, and PostgreSQL's counts rows, not bytes. A page is bounded in both, see {@link Rows}.
 */
final class JdbcStateCursor implements StateCursor {
    private final JdbcStateStore store;
    private final int id;
    private final KeyRange range;
    /** Null when there is nothing more to read. */
    private @Nullable Kept connection;

    private Page page;
    private int index = -1;
    private boolean closed;

    private JdbcStateCursor(JdbcStateStore store, int id, KeyRange range, Page page, @Nullable Kept connection) {
        this.store = store;
        this.id = id;
        this.range = range;
        this.page = page;
        this.connection = connection;
    }

    static JdbcStateCursor empty(JdbcStateStore store) {
        return new JdbcStateCursor(store, 0, KeyRange.all(), Page.EMPTY, null);
    }

    static JdbcStateCursor open(JdbcStateStore store, int id, KeyRange range) throws SQLException, IOException {
        Kept connection = store.backend().pool().keep();
        try {
            Page first = connection.call(on -> Page.read(on, id, range));
            JdbcStateCursor cursor = new JdbcStateCursor(store, id, range, first, connection);
            cursor.releaseAfterLastPage();
            return cursor;
        } catch (SQLException | IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public boolean next() throws IOException {
        requireOpen();
        if (index < page.entries().size()) {
            index++;
        }
        if (index == page.entries().size() && !page.isLast()) {
            page = store.backend().calls().run(store.reading(), this::nextPage);
            index = 0;
        }
        return index < page.entries().size();
    }

    @Override
    public byte[] key() {
        return entry().key().clone();
    }

    @Override
    public byte[] value() throws IOException {
        Page.Entry entry = entry();
        return entry.isWhole()
                ? entry.content().clone()
                : store.backend().calls().run(store.reading(), () -> wholeValue(entry));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        page = Page.EMPTY;
        try {
            release();
        } catch (SQLException | RuntimeException e) {
            store.backend().calls().ignoreIfClosed("close a cursor", e);
        }
    }

    private Page nextPage() throws SQLException, IOException {
        Page next = connection().call(on -> page.next(on, id, range));
        page = next;
        releaseAfterLastPage();
        return next;
    }

    private byte[] wholeValue(Page.Entry entry) throws SQLException, IOException {
        return connection()
                .call(on -> JdbcStateStore.get(on, id, entry.key()))
                .orElseThrow(() -> new CorruptStateException("an entry vanished while it was read"));
    }

    private void releaseAfterLastPage() throws SQLException {
        if (page.isLast() && !page.hasParts()) {
            release();
        }
    }

    private void release() throws SQLException {
        Kept held = connection;
        connection = null;
        if (held != null) {
            held.close();
        }
    }

    private Kept connection() throws IOException {
        Kept held = connection;
        if (held == null) {
            throw new IOException("the cursor on '" + store.name() + "' lost its connection");
        }
        return held;
    }

    private Page.Entry entry() {
        requireOpen();
        if (index < 0 || index >= page.entries().size()) {
            throw new IllegalStateException("the cursor on '" + store.name() + "' stands on no entry");
        }
        return page.entries().get(index);
    }

    private void requireOpen() {
        store.backend().calls().requireOpen();
        if (closed) {
            throw new IllegalStateException("the cursor on '" + store.name() + "' is closed");
        }
    }
}
