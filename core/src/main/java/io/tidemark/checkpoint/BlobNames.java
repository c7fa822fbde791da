// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.util.regex.Pattern;

/**
 * The names that a blob may have: parts of {@code a-z 0-9 _ - .} joined by slashes, as {@code segments/00000042-0}. A part does not begin with a dot, so nothing leads out of a directory and
 * a storage may use such names for what is not published yet. They mean the same where upper and lower case are one.
 *
 * <p>Trap: beside {@code a} there must be no {@code a/b}. A directory cannot hold both.
 */
public final class BlobNames {
    /** The longest name. */
    public static final int MAX_LENGTH = 200;

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-][a-z0-9_.-]*(/[a-z0-9_-][a-z0-9_.-]*)*");
    private static final Pattern PREFIX = Pattern.compile("(" + NAME.pattern() + "/?)?");

    private BlobNames() {}

    /**
     * {@code name}, if a blob may have it.
     *
     * @throws IllegalArgumentException when not
     */
    public static String check(String name) {
        return check("name", name, NAME);
    }

    /**
     * {@code prefix}, if a blob's name may begin with it.
     *
     * @throws IllegalArgumentException when not
     */
    public static String checkPrefix(String prefix) {
        return check("name's prefix", prefix, PREFIX);
    }

    /** Whether a blob may be called {@code name}. */
    static boolean isValid(String name) {
        return isValid(name, NAME);
    }

    private static String check(String what, String text, Pattern pattern) {
        if (!isValid(text, pattern)) {
            throw new IllegalArgumentException("a blob's " + what + " has at most " + MAX_LENGTH
                    + " characters, in parts of a-z, 0-9, _, - and . that are joined by / and do not begin with a dot,"
                    + " but this is '" + text + "'");
        }
        return text;
    }

    private static boolean isValid(String text, Pattern pattern) {
        // The length first: a pattern with groups would go as deep as the text is long.
        return text.length() <= MAX_LENGTH && pattern.matcher(text).matches();
    }
}
