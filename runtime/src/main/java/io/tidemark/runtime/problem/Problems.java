// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems, so that all of them are told at once. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    /** Adds one, unless there is one with the same key at the same place: what follows from it is not worth telling. */
    public void add(Mark mark, String path, String message) {
        boolean isKnown = !path.isEmpty()
                && found.stream()
                        .anyMatch(problem ->
                                problem.mark().equals(mark) && problem.path().equals(path));
        if (!isKnown) {
            found.add(new Problem(mark, path, message));
        }
    }

    /** How many there are. */
    public int count() {
        return found.size();
    }

    /** All, by line. */
    public List<Problem> list() {
        return found.stream().sorted(Comparator.comparing(Problem::mark)).toList();
    }

    /**
     * Ends here when there is a problem.
     *
     * @throws ConfigurationException with all of them
     */
    public void throwIfAny() throws ConfigurationException {
        if (!found.isEmpty()) {
            throw new ConfigurationException(list());
        }
    }
}
