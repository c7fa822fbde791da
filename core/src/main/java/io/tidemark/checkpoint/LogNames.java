// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the log's blobs: {@code manifests/00000000000000000042} and {@code segments/00000000000000000057-0000}. Numbers are padded, so that the order of names is theirs. */
final class LogNames {
    static final String MANIFESTS = "manifests/";
    static final String SEGMENTS = "segments/";

    private static final Pattern MANIFEST = Pattern.compile(MANIFESTS + "(\\d{20})");
    private static final Pattern SEGMENT = Pattern.compile(SEGMENTS + "(\\d{20})-\\d{4,}");

    private LogNames() {}

    static String manifest(long id) {
        return MANIFESTS + padded(id, 20);
    }

    static String segment(long number, int part) {
        return SEGMENTS + padded(number, 20) + "-" + padded(part, 4);
    }

    /** The id of the checkpoint whose manifest has this name; empty when it is not a manifest's. */
    static OptionalLong checkpointOf(String name) {
        return number(MANIFEST, name);
    }

    /** The number of the segment that has a blob of this name; empty when none can. */
    static OptionalLong segmentOf(String name) {
        return number(SEGMENT, name);
    }

    private static OptionalLong number(Pattern pattern, String name) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(matcher.group(1)));
        } catch (NumberFormatException tooLarge) {
            // 20 digits have room for more than a long has: no blob of ours.
            return OptionalLong.empty();
        }
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
