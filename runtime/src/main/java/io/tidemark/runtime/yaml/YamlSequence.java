// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.yaml;

import io.tidemark.runtime.problem.Mark;
import java.util.List;

/**
 * A list.
 *
 * @param mark where it begins
 * @param items its values
 * @param weight how many nodes it has
 */
public record YamlSequence(Mark mark, List<YamlNode> items, long weight) implements YamlNode {
    /** A list of {@code items}. */
    static YamlSequence of(Mark mark, List<YamlNode> items) {
        long weight = 1;
        for (YamlNode item : items) {
            weight += item.weight();
        }
        return new YamlSequence(mark, List.copyOf(items), weight);
    }

    @Override
    public String kind() {
        return "a list";
    }
}
