// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.problem;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used. The message has one line for each problem. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** At least one problem. */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(Problem::line).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** One problem. */
    public ConfigurationException(Mark mark, String path, String message) {
        this(List.of(new Problem(mark, path, message)));
    }

    /** What is wrong, by line. */
    public List<Problem> problems() {
        return problems;
    }
}
