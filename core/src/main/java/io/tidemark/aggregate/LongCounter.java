// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

/** An accumulator that counts. */
final class LongCounter {
    private long count;

    void add(long more) {
        count += more;
    }

    long count() {
        return count;
    }

    void clear() {
        count = 0;
    }
}
