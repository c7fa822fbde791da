// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateCursor;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;

/** A cursor that watches how it is used, and that its keys ascend within its range. */
final class AssertingStateCursor implements StateCursor {
    private final StateCursor cursor;
    private final KeyRange range;
    private final String store;
    private final Protocol protocol;
    private final Set<AssertingStateCursor> cursors;
    private final Consumer<String> requireOpen;
    private final Throwable opened = new Throwable("opened here");
    private byte[] last = new byte[0];
    private boolean onEntry;
    private boolean atEnd;
    private boolean closed;

    AssertingStateCursor(
            StateCursor cursor,
            KeyRange range,
            String store,
            Protocol protocol,
            Set<AssertingStateCursor> cursors,
            Consumer<String> requireOpen) {
        this.cursor = cursor;
        this.range = range;
        this.store = store;
        this.protocol = protocol;
        this.cursors = cursors;
        this.requireOpen = requireOpen;
    }

    /** Where it was opened. */
    Throwable opened() {
        return opened;
    }

    @Override
    public boolean next() throws IOException {
        requireUsable("next");
        onEntry = cursor.next();
        protocol.require(!(atEnd && onEntry), () -> "next() on '%s' is true after it was false".formatted(store));
        atEnd = !onEntry;
        if (onEntry) {
            checkKey(cursor.key());
        }
        return onEntry;
    }

    @Override
    public byte[] key() throws IOException {
        requireOnEntry("key");
        return cursor.key();
    }

    @Override
    public byte[] value() throws IOException {
        requireOnEntry("value");
        return cursor.value();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        cursors.remove(this);
        cursor.close();
    }

    private void checkKey(byte[] key) {
        String hex = Bytes.hex(key);
        protocol.require(
                range.contains(key),
                () -> "the cursor on '%s' yields %s, which is not in %s".formatted(store, hex, range));
        protocol.require(
                Arrays.compareUnsigned(last, key) < 0,
                () -> "keys ascend, but the cursor on '%s' yields %s after %s".formatted(store, hex, Bytes.hex(last)));
        last = key;
    }

    private void requireOnEntry(String call) {
        requireUsable(call);
        protocol.require(
                onEntry,
                () -> "%s() of the cursor on '%s' was called where it stands on no entry".formatted(call, store));
    }

    private void requireUsable(String call) {
        protocol.require(
                !closed, () -> "%s() of the cursor on '%s' was called after it was closed".formatted(call, store));
        requireOpen.accept(call);
    }
}
