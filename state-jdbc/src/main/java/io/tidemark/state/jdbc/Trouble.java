// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

/**
 * What went wrong in a database, in words that say what to do. The driver's own words are not in it: they may hold a user's name or a value.
 *
 * @param reason ends the sentence "it could not be read: ..."
 * @param kind what it means for what comes next
 */
record Trouble(String reason, Kind kind) {
    enum Kind {
        /** The connection goes on. */
        REFUSED,
        /** The connection is of no use any more; another one may be. */
        BROKEN,
        /** The bytes are not what was written. */
        CORRUPT
    }

    static Trouble refused(String reason) {
        return new Trouble(reason, Kind.REFUSED);
    }

    static Trouble broken(String reason) {
        return new Trouble(reason, Kind.BROKEN);
    }

    static Trouble corrupt(String reason) {
        return new Trouble(reason, Kind.CORRUPT);
    }

    boolean breaksTheConnection() {
        return kind != Kind.REFUSED;
    }
}
