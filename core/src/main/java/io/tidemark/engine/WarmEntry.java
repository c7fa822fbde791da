// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;

/** An entry of the warm tier that was found by going through a store. */
final class WarmEntry {
    private final byte[] place;
    private final int groupAt;
    private final byte[] value;

    /**
     * An entry.
     *
     * @param place the end of its key, of which the beginning is known
     * @param groupAt where in it the group is; the job's key follows
     */
    WarmEntry(byte[] place, int groupAt, byte[] value) {
        this.place = place;
        this.groupAt = groupAt;
        this.value = value;
    }

    /** By what it is in order among the entries that were gone through. Not a copy. */
    byte[] place() {
        return place;
    }

    /** The time that its place begins with. */
    long time() {
        try {
            return new StateInput(place).readOrderedLong();
        } catch (CorruptStateException e) {
            throw WarmEntries.unreadable(e);
        }
    }

    /** The group of the job's key. */
    int group() {
        return place[groupAt];
    }

    /** The job's key. */
    byte[] key() {
        return read(new StateInput(value));
    }

    /** What the key has. */
    StateInput value() {
        StateInput in = new StateInput(value);
        read(in);
        return in;
    }

    private byte[] read(StateInput in) {
        try {
            return EntryKey.read(new StateInput(place, groupAt + 1, place.length - groupAt - 1), in);
        } catch (CorruptStateException e) {
            throw WarmEntries.unreadable(e);
        }
    }
}
