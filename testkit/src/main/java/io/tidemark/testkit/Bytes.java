// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateCursor;
import io.tidemark.state.StateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes as texts, which tests can write and failures can show. */
final class Bytes {
    private static final HexFormat HEX = HexFormat.of();

    private Bytes() {}

    static byte[] hex(String text) {
        return HEX.parseHex(text);
    }

    static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HEX.formatHex(bytes);
    }

    static byte[] number(int value) {
        return HEX.parseHex(HEX.toHexDigits(value));
    }

    /** The entries of a range as {@code key=value}. */
    static List<String> scan(StateStore store, KeyRange range) throws IOException {
        List<String> entries = new ArrayList<>();
        try (StateCursor cursor = store.scan(range)) {
            while (cursor.next()) {
                entries.add(HEX.formatHex(cursor.key()) + "=" + HEX.formatHex(cursor.value()));
            }
        }
        return entries;
    }

    /** The keys of a range. */
    static List<String> keys(StateStore store, KeyRange range) throws IOException {
        List<String> keys = new ArrayList<>();
        try (StateCursor cursor = store.scan(range)) {
            while (cursor.next()) {
                keys.add(HEX.formatHex(cursor.key()));
            }
        }
        return keys;
    }
}
