// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.bind;

import io.tidemark.runtime.problem.Mark;
import io.tidemark.runtime.problem.Problems;
import io.tidemark.runtime.yaml.YamlNode;
import io.tidemark.runtime.yaml.YamlScalar;
import io.tidemark.runtime.yaml.YamlSequence;
import java.util.List;
import java.util.Optional;

/** Reads single values, and says what is wrong with them. */
final class Scalars {
    private Scalars() {}

    /** The items of a list, or the one value itself. */
    static List<YamlNode> items(YamlNode node) {
        return node instanceof YamlSequence sequence ? sequence.items() : List.of(node);
    }

    /** {@code node} as a text that is not null, or nothing and a problem. */
    static Optional<YamlScalar> scalar(YamlNode node, String path, Mark mark, Problems problems) {
        if (!(node instanceof YamlScalar scalar)) {
            problems.add(mark, path, "expected one value, but got " + node.kind());
            return Optional.empty();
        }
        if (scalar.isNull()) {
            problems.add(mark, path, "has no value; give it one or remove the key");
            return Optional.empty();
        }
        return Optional.of(scalar);
    }

    /** The value of {@code scalar}, or nothing and a problem. */
    static <T> Optional<T> parse(YamlScalar scalar, String path, Value<T> type, Problems problems) {
        Optional<T> value = type.reader().apply(scalar.value());
        if (value.isEmpty()) {
            problems.add(scalar.mark(), path, type.refusal(scalar));
        }
        return value;
    }

    /** What to show of {@code scalar}. */
    static <T> Optional<Object> show(YamlScalar scalar, Value<T> type) {
        return type.reader().apply(scalar.value()).map(value -> type.shown().show(value, scalar));
    }

    /** Stands for the text of a default. */
    static YamlScalar ofDefault(Mark mark) {
        return new YamlScalar(mark, "", "", true, false);
    }
}
