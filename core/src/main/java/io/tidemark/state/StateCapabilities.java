// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

/**
 * What a backend can do. {@code StateBackendContract} checks that it is true.
 *
 * @param persistent whether its state outlives it, so that opening it again finds the last batch and its id
 * @param maxKeyLength the longest key, in bytes; at least {@link #MIN_MAX_KEY_LENGTH}
 */
public record StateCapabilities(boolean persistent, int maxKeyLength) {
    /** The key length, in bytes, that every backend takes. LMDB's limit is 511: a backend over it may add a few bytes of its own. */
    public static final int MIN_MAX_KEY_LENGTH = 480;

    /** Checks the length. */
    public StateCapabilities {
        if (maxKeyLength < MIN_MAX_KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "a backend must take keys of " + MIN_MAX_KEY_LENGTH + " bytes, but takes only " + maxKeyLength);
        }
    }

    /** Throws {@link IllegalArgumentException} when {@code key} is empty or longer than the limit. Every backend calls this for every key. */
    public void checkKey(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("a key must have at least 1 byte");
        }
        checkLength(key);
    }

    /** Throws {@link IllegalArgumentException} when a bound of {@code range} is longer than the limit. */
    public void checkRange(KeyRange range) {
        checkLength(range.from());
        byte[] to = range.to();
        if (to != null) {
            checkLength(to);
        }
    }

    private void checkLength(byte[] key) {
        if (key.length > maxKeyLength) {
            throw new IllegalArgumentException(
                    "a key must have at most " + maxKeyLength + " bytes, but has " + key.length);
        }
    }
}
