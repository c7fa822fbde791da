// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

/** The names that a store may have: safe in a file name, in SQL and in a metric, also where upper and lower case are one. */
public final class StoreNames {
    /** The longest name. */
    public static final int MAX_LENGTH = 48;

    private StoreNames() {}

    /**
     * {@code name}, if it has 1 to {@link #MAX_LENGTH} characters of {@code a-z 0-9 _} and begins with a letter.
     *
     * @throws IllegalArgumentException when it does not
     */
    public static String check(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException("a store's name has 1 to " + MAX_LENGTH
                    + " characters of a-z, 0-9 and _ and begins with a letter, but this is '" + name + "'");
        }
        return name;
    }

    private static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || !isLetter(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}
