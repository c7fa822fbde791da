// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.key.KeyGroups;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The end of an entry's key: a group, and a key of the job. Backends take 480 bytes at least, and a job's key may be longer: then its first bytes are followed by a digest of all,
 * which stand at the beginning of the value.
 */
final class EntryKey {
    private static final int LONGEST = 400;
    private static final int KEPT = 300;
    private static final int WHOLE = 0;
    private static final int CUT = 1;

    private EntryKey() {}

    /** Writes the number of a view, 0 to 65,535. */
    static void writeView(int view, StateOutput out) {
        out.writeByte(view >>> 8);
        out.writeByte(view);
    }

    /** Reads the number of a view. */
    static int readView(StateInput in) throws CorruptStateException {
        return in.readByte() << 8 | in.readByte();
    }

    /** The key of an entry. */
    static byte[] of(byte[] prefix, int group, byte[] key) {
        StateOutput out = new StateOutput(prefix.length + 2 + Math.min(key.length, LONGEST));
        out.writeRaw(prefix);
        out.writeByte(group);
        if (isCut(key)) {
            out.writeByte(CUT);
            out.writeRaw(Arrays.copyOf(key, KEPT));
            out.writeRaw(digest(key));
        } else {
            out.writeByte(WHOLE);
            out.writeRaw(key);
        }
        return out.toByteArray();
    }

    /**
     * The spread hash of a job's key that was saved in {@code group}.
     *
     * @throws IOException when that is not its group now, so that an element would not find what it has
     */
    static int hash(Object key, int group) throws IOException {
        int hash = KeyGroups.spread(key.hashCode());
        if (KeyGroups.group(hash) != group) {
            throw new IOException("a key of " + key.getClass().getName() + " was saved in key group " + group
                    + " and is in group " + KeyGroups.group(hash)
                    + " now, so its state would not be found: its hashCode has changed, or is not by value. That of"
                    + " an enum or an array differs from process to process; take its name or its contents as key");
        }
        return hash;
    }

    /** Writes the whole of a key that was cut to the beginning of the entry's value. */
    static void writeIfCut(byte[] key, StateOutput value) {
        if (isCut(key)) {
            value.writeBytes(key);
        }
    }

    /** Reads the group of a job's key. */
    static int readGroup(StateInput key) throws CorruptStateException {
        return key.readByte();
    }

    /** The job's key, of an entry whose key was read up to it. */
    static byte[] read(StateInput key, StateInput value) throws CorruptStateException {
        int form = key.readByte();
        if (form == WHOLE) {
            return key.readRaw(key.remaining());
        }
        if (form == CUT) {
            return value.readBytes();
        }
        throw new CorruptStateException("there is no form of key " + form);
    }

    /** Reads over what {@link #writeIfCut} wrote. */
    static void skipIfCut(byte[] key, StateInput value) throws CorruptStateException {
        if (isCut(key)) {
            value.readBytes();
        }
    }

    private static boolean isCut(byte[] key) {
        return key.length > LONGEST;
    }

    private static byte[] digest(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
