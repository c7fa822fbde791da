// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.key.KeyGroups;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what one view has in the warm tier, of the keys of one worker. {@link ViewEntries} wrote it. */
final class WarmEntries {
    /** The length of a view's number. */
    private static final int VIEW = 2;

    private final @Nullable WarmTier tier;
    private final KeyDictionary<?> keys;
    private final int firstGroup;
    private final int endGroup;
    private int view;

    /** A share in {@code tier}, or in nothing, of the {@code worker}-th of {@code parallelism} workers. */
    WarmEntries(@Nullable WarmTier tier, KeyDictionary<?> keys, int worker, int parallelism) {
        this.tier = tier;
        this.keys = keys;
        firstGroup = KeyGroups.firstGroup(worker, parallelism);
        endGroup = KeyGroups.firstGroup(worker + 1, parallelism);
    }

    /** Whether there is a warm tier. */
    boolean isUsed() {
        return tier != null;
    }

    /** What no watermark ends is forgotten when it has not changed for so long, in ms; {@link Operator#NEVER} for never. */
    long ttl() {
        return tier().ttl();
    }

    /** A key was forgotten. */
    void countExpired() {
        tier().countExpired();
    }

    /** The id of an entry's key; {@link KeyDictionary#forget} it, unless something holds it. */
    int idOf(WarmEntry entry) {
        try {
            return keys.idOf(entry.key(), entry.group());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The view is number {@code number} from now on; said before anything is asked. */
    void number(int number) {
        view = number;
    }

    /** What a key has, or null. */
    @Nullable
    StateInput find(String store, int keyId) {
        return find(store, new StateOutput(), keyId);
    }

    /** What a key has at a time, or null. */
    @Nullable
    StateInput find(String store, long time, int keyId) {
        StateOutput middle = new StateOutput();
        middle.writeOrderedLong(time);
        return find(store, middle, keyId);
    }

    private @Nullable StateInput find(String store, StateOutput middle, int keyId) {
        byte[] own = keys.bytes(keyId);
        try {
            byte[] value =
                    tier().get(store, EntryKey.of(prefix(middle.toByteArray()).toByteArray(), keys.group(keyId), own));
            if (value == null) {
                return null;
            }
            StateInput in = new StateInput(value);
            EntryKey.skipIfCut(own, in);
            return in;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The times of a store at which any key has something, ascending. */
    List<Long> times(String store) {
        List<Long> times = new ArrayList<>();
        byte[] from = prefix().toByteArray();
        byte[] end = KeyRange.prefix(from).to();
        while (true) {
            List<WarmEntry> first = scan(store, range(from, end), VIEW, Long.BYTES, 1);
            if (first.isEmpty()) {
                return times;
            }
            long time = first.get(0).time();
            times.add(time);
            if (time == Long.MAX_VALUE) {
                return times;
            }
            StateOutput next = prefix();
            next.writeOrderedLong(time + 1);
            from = next.toByteArray();
        }
    }

    /**
     * The first {@code limit} entries of the worker's keys at a time.
     *
     * @param after the place of the last one; empty for the first ones
     */
    List<WarmEntry> at(String store, long time, byte[] after, int limit) {
        StateOutput middle = new StateOutput();
        middle.writeOrderedLong(time);
        return own(store, middle.toByteArray(), after, limit);
    }

    /**
     * The first {@code limit} entries of the worker's keys in a store without times.
     *
     * @param after the place of the last one; empty for the first ones
     */
    List<WarmEntry> all(String store, byte[] after, int limit) {
        return own(store, new byte[0], after, limit);
    }

    /** The entries of the worker's keys in a store without times, page by page. */
    SpilledPage page(String store, byte[] after, int limit) {
        List<WarmEntry> entries = all(store, after, limit);
        return new SpilledPage(
                entries, entries.size() < limit ? null : entries.get(limit - 1).place());
    }

    /** The first entries of the worker's keys whose places come after {@code middle}. */
    private List<WarmEntry> own(String store, byte[] middle, byte[] after, int limit) {
        StateOutput begin = prefix(middle);
        if (after.length == 0) {
            begin.writeByte(firstGroup);
        } else {
            begin.writeRaw(after);
            begin.writeByte(0);
        }
        StateOutput end = prefix(middle);
        end.writeByte(endGroup);
        return scan(store, range(begin.toByteArray(), end.toByteArray()), VIEW + middle.length, 0, limit);
    }

    /**
     * The first {@code limit} keys, of any worker, for which something is due from {@code from} up to {@code to}; see {@link ViewEntries#due}.
     *
     * @param after the place of the last one; empty for the first ones
     */
    List<WarmEntry> due(int domain, long from, long to, byte[] after, int limit) {
        StateOutput begin = prefix();
        begin.writeByte(domain);
        if (after.length == 0) {
            begin.writeOrderedLong(from);
        } else {
            begin.writeRaw(after);
            begin.writeByte(0);
        }
        StateOutput end = prefix();
        end.writeByte(to == Long.MAX_VALUE ? domain + 1 : domain);
        if (to != Long.MAX_VALUE) {
            end.writeOrderedLong(to + 1);
        }
        return scan(ViewEntries.DUE, range(begin.toByteArray(), end.toByteArray()), VIEW + 1, Long.BYTES, limit);
    }

    /** Whether a group is the worker's. */
    boolean isOwn(int group) {
        return group >= firstGroup && group < endGroup;
    }

    private List<WarmEntry> scan(String store, KeyRange range, int placeAt, int groupAt, int limit) {
        List<WarmEntry> entries = new ArrayList<>();
        long begin = Stopwatch.nanos();
        try (StateCursor cursor = tier().scan(store, range)) {
            while (entries.size() < limit && cursor.next()) {
                byte[] key = cursor.key();
                entries.add(new WarmEntry(Arrays.copyOfRange(key, placeAt, key.length), groupAt, cursor.value()));
            }
            return entries;
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            tier().scanned(begin);
        }
    }

    private static KeyRange range(byte[] from, byte @Nullable [] end) {
        return end == null ? KeyRange.startingAt(from) : KeyRange.of(from, end);
    }

    private StateOutput prefix(byte[] middle) {
        StateOutput out = prefix();
        out.writeRaw(middle);
        return out;
    }

    private StateOutput prefix() {
        StateOutput out = new StateOutput();
        EntryKey.writeView(view, out);
        return out;
    }

    private WarmTier tier() {
        if (tier == null) {
            throw new AssertionError("there is no warm tier to read");
        }
        return tier;
    }

    static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("the warm state cannot be read: " + e.getMessage(), e);
    }
}
