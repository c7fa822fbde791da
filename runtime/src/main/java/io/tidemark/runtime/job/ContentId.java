// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.element.Row;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The content as an id: half of the SHA-256 of the bytes that a row was read from, and which of their elements it is, for one record may hold many. */
enum ContentId implements Function<Row, @Nullable String> {
    /** The only one. */
    INSTANCE;

    /** So many bytes that two different records of a job never have the same. */
    private static final int BYTES = 16;

    @Override
    public String apply(Row row) {
        byte[] digest = sha256().digest(row.source());
        String hash = HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        return row.ordinal() == 0 ? hash : hash + "-" + row.ordinal();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
