// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.bind;

import io.tidemark.runtime.problem.Mark;

/**
 * Where a value stands in the file, kept for what turns out to be wrong later.
 *
 * @param mark the line or option
 * @param path the keys, joined by dots
 */
public record Place(Mark mark, String path) {
    /** Where {@code key} inside it would stand. */
    public Place at(String key) {
        return new Place(mark, path.isEmpty() ? key : path + "." + key);
    }
}
