// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.problem;

/**
 * Where a value was written: a line of a file, or an option.
 *
 * @param origin the file's name as the user gave it, or the option, such as {@code --set a.b} or {@code TIDEMARK_A__B}
 * @param line from 1; 0 for an option
 */
public record Mark(String origin, int line) implements Comparable<Mark> {
    /** A line of {@code file}, from 1. */
    public static Mark line(String file, int line) {
        return new Mark(file, line);
    }

    /** An option of the command line or the environment. */
    public static Mark option(String option) {
        return new Mark(option, 0);
    }

    @Override
    public int compareTo(Mark other) {
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : origin.compareTo(other.origin);
    }

    @Override
    public String toString() {
        return line == 0 ? origin : origin + ":" + line;
    }
}
