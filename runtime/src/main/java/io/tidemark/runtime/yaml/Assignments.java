// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.yaml;

import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Mark;
import io.tidemark.runtime.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts values from the command line and the environment into a tree. */
public final class Assignments {
    private Assignments() {}

    /** {@code root} with {@code assignments} applied in order; what is wrong is added to {@code problems}. */
    public static YamlMapping apply(YamlMapping root, List<Assignment> assignments, Problems problems) {
        YamlMapping changed = root;
        for (Assignment assignment : assignments) {
            try {
                YamlNode value = YamlReader.value(assignment.value(), assignment.option());
                changed = set(changed, assignment, 0, value);
            } catch (ConfigurationException e) {
                e.problems().forEach(problem -> problems.add(problem.mark(), problem.path(), problem.message()));
            }
        }
        return changed;
    }

    private static YamlMapping set(YamlMapping mapping, Assignment assignment, int depth, YamlNode value)
            throws ConfigurationException {
        String key = keyIn(mapping, assignment, depth);
        YamlMapping.@Nullable Entry entry = mapping.get(key);
        YamlNode changed = inner(entry == null ? null : entry.value(), assignment, depth + 1, value);
        boolean isAssigned = depth + 1 == assignment.path().size();
        Mark mark = entry == null || isAssigned ? assignment.option() : entry.mark();
        return mapping.with(key, new YamlMapping.Entry(mark, changed));
    }

    private static YamlNode inner(@Nullable YamlNode node, Assignment assignment, int depth, YamlNode value)
            throws ConfigurationException {
        if (depth == assignment.path().size()) {
            return value;
        }
        if (node instanceof YamlSequence sequence) {
            return item(sequence, assignment, depth, value);
        }
        if (node instanceof YamlMapping mapping) {
            return set(mapping, assignment, depth, value);
        }
        return set(YamlMapping.of(assignment.option(), Map.of()), assignment, depth, value);
    }

    private static YamlNode item(YamlSequence sequence, Assignment assignment, int depth, YamlNode value)
            throws ConfigurationException {
        String step = assignment.path().get(depth);
        int index = step.matches("\\d{1,4}") ? Integer.parseInt(step) : -1;
        if (index < 0 || index > sequence.items().size()) {
            throw new ConfigurationException(
                    assignment.option(),
                    String.join(".", assignment.path()),
                    "'" + step + "' is not an item of the list; it has items 0 to "
                            + (sequence.items().size() - 1));
        }
        List<YamlNode> items = new ArrayList<>(sequence.items());
        @Nullable YamlNode before = index < items.size() ? items.get(index) : null;
        YamlNode changed = inner(before, assignment, depth + 1, value);
        if (before == null) {
            items.add(changed);
        } else {
            items.set(index, changed);
        }
        return YamlSequence.of(sequence.mark(), items);
    }

    private static String keyIn(YamlMapping mapping, Assignment assignment, int depth) {
        String key = assignment.path().get(depth);
        if (!assignment.anyCase()) {
            return key;
        }
        return mapping.entries().keySet().stream()
                .filter(key::equalsIgnoreCase)
                .findFirst()
                .orElse(key);
    }
}
