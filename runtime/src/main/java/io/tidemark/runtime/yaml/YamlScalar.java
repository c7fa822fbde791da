// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.yaml;

import io.tidemark.runtime.problem.Mark;

/**
 * A text, which may mean a number or a truth value.
 *
 * @param mark where it was written
 * @param value the text, environment variables put in
 * @param written the text as it was written; what people may be shown
 * @param plain whether it stands without quotes
 * @param fromEnvironment whether environment variables were put in
 */
public record YamlScalar(Mark mark, String value, String written, boolean plain, boolean fromEnvironment)
        implements YamlNode {
    /** A text as written. */
    static YamlScalar of(Mark mark, String value, boolean plain) {
        return new YamlScalar(mark, value, value, plain, false);
    }

    /** Whether it is YAML's null. */
    public boolean isNull() {
        return plain && !fromEnvironment && (value.isEmpty() || value.equals("~") || value.equalsIgnoreCase("null"));
    }

    @Override
    public long weight() {
        return 1;
    }

    @Override
    public String kind() {
        return "text";
    }
}
