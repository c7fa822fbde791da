// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

/** Which way a value must go to be unusual. */
public enum Direction {
    /** Up. */
    ABOVE,
    /** Down. */
    BELOW,
    /** Either way. */
    BOTH;

    /** How far {@code score} has gone this way: negative when it went the other one. */
    public double level(double score) {
        return switch (this) {
            case ABOVE -> score;
            case BELOW -> -score;
            case BOTH -> Math.abs(score);
        };
    }
}
