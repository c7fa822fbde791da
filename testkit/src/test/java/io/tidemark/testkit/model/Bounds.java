// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

/** A half-open interval, and arithmetic that is clamped at the ends of long. */
record Bounds(long start, long end) {
    static long plus(long a, long b) {
        long sum = a + b;
        if (a > 0 && b > 0 && sum < 0) {
            return Long.MAX_VALUE;
        }
        return a < 0 && b < 0 && sum >= 0 ? Long.MIN_VALUE : sum;
    }

    static long minus(long a, long b) {
        return b == Long.MIN_VALUE ? plus(plus(a, Long.MAX_VALUE), 1) : plus(a, -b);
    }

    boolean holds(long t) {
        return start <= t && t < end;
    }
}
