// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

/** The names of jobs that a database takes: any text, if it is text. */
final class JobNames {
    private static final int MAX_LENGTH = 200;

    private JobNames() {}

    /** {@code name}, if it has 1 to 200 characters, none of which is a control character or half of one. PostgreSQL cannot store U+0000. */
    static String check(String name) {
        boolean isText = name.codePoints().noneMatch(JobNames::isNoText);
        if (name.isEmpty() || name.length() > MAX_LENGTH || !isText) {
            throw new IllegalArgumentException("a job whose state is in a database has a name of 1 to " + MAX_LENGTH
                    + " characters, none of which is a control character");
        }
        return name;
    }

    private static boolean isNoText(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
