// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.memory;

import java.util.Arrays;

/** A few entries in the unsigned order of their keys. Immutable; its arrays never leave the package. */
final class Leaf {
    private final byte[][] keys;
    private final byte[][] values;

    /** Of arrays of one length, which it owns. */
    Leaf(byte[][] keys, byte[][] values) {
        this.keys = keys;
        this.values = values;
    }

    int size() {
        return keys.length;
    }

    byte[] key(int index) {
        return keys[index];
    }

    byte[] value(int index) {
        return values[index];
    }

    /** The index of {@code key}, or {@code -(ceiling + 1)}. */
    int find(byte[] key) {
        int low = 0;
        int high = keys.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(keys[middle], key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return -(low + 1);
    }

    /** The index of the lowest key that is not below {@code key}; its size when there is none. */
    int ceiling(byte[] key) {
        int index = find(key);
        return index >= 0 ? index : -(index + 1);
    }
}
