// SPDX-License-Identifier: Apache-2.0
package io.tidemark.join;

/** Which elements a join hands on although they found no partner. */
public enum Unmatched {
    /** None: there are only pairs. */
    NONE(false, false),
    /** Left ones. */
    LEFT(true, false),
    /** Right ones. */
    RIGHT(false, true),
    /** Those of either side. */
    BOTH(true, true);

    private final boolean left;
    private final boolean right;

    Unmatched(boolean left, boolean right) {
        this.left = left;
        this.right = right;
    }

    /** Whether elements of the left side, or else of the right one, are handed on. */
    public boolean includes(boolean isLeft) {
        return isLeft ? left : right;
    }
}
