// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

/**
 * A field of a joined row.
 *
 * @param isLeft whether it is one of the left row, or else of the right one
 * @param slot where that row holds it
 */
record JoinedField(boolean isLeft, int slot) {
    private static final String LEFT = "left.";
    private static final String RIGHT = "right.";

    /**
     * What {@code path} names.
     *
     * @throws IllegalArgumentException when it is of neither side
     */
    static JoinedField of(String path, RowBinding sides) {
        boolean isLeft = path.startsWith(LEFT);
        String own = isLeft || path.startsWith(RIGHT) ? path.substring(path.indexOf('.') + 1) : "";
        if (own.isEmpty()) {
            throw new IllegalArgumentException("'" + path + "' is of neither side: a field of joined elements is"
                    + " left.FIELD or right.FIELD, so it is 'left." + path + "' or 'right." + path + "'");
        }
        return new JoinedField(isLeft, sides.slot(own));
    }
}
