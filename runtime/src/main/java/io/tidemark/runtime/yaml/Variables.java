// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.yaml;

import io.tidemark.runtime.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts environment variables into values: {@code ${NAME}}, or {@code ${NAME:-default}} for one that may be unset or empty. A doubled dollar sign before the
 * brace stands for a single one. Keys are left alone, and what a variable holds is not searched again.
 */
public final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("\\$?\\$\\{([^}]*)(}?)");
    private static final Pattern CONTENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);

    private final Map<String, String> environment;
    private final Problems problems;

    /** Variables of {@code environment}; what is wrong is added to {@code problems}. */
    public Variables(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** The same tree with the variables put in. */
    public YamlMapping putInto(YamlMapping root) {
        return mapping("", root);
    }

    private YamlNode node(String path, YamlNode node) {
        if (node instanceof YamlMapping mapping) {
            return mapping(path, mapping);
        }
        return node instanceof YamlSequence sequence ? sequence(path, sequence) : scalar(path, (YamlScalar) node);
    }

    private YamlMapping mapping(String path, YamlMapping mapping) {
        Map<String, YamlMapping.Entry> entries = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            String inner = path.isEmpty() ? key : path + "." + key;
            entries.put(key, new YamlMapping.Entry(entry.mark(), node(inner, entry.value())));
        });
        return YamlMapping.of(mapping.mark(), entries);
    }

    private YamlSequence sequence(String path, YamlSequence sequence) {
        List<YamlNode> items = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            items.add(node(path + "[" + items.size() + "]", item));
        }
        return YamlSequence.of(sequence.mark(), items);
    }

    private YamlScalar scalar(String path, YamlScalar scalar) {
        if (!scalar.value().contains("${")) {
            return scalar;
        }
        StringBuilder value = new StringBuilder();
        Matcher reference = REFERENCE.matcher(scalar.value());
        boolean fromEnvironment = false;
        while (reference.find()) {
            boolean escaped = reference.group().startsWith("$$");
            String text = escaped ? reference.group().substring(1) : resolve(path, scalar, reference);
            fromEnvironment |= !escaped;
            reference.appendReplacement(value, Matcher.quoteReplacement(text));
        }
        reference.appendTail(value);
        return new YamlScalar(scalar.mark(), value.toString(), scalar.written(), scalar.plain(), fromEnvironment);
    }

    private String resolve(String path, YamlScalar scalar, Matcher reference) {
        Matcher content = CONTENT.matcher(reference.group(1));
        if (reference.group(2).isEmpty() || !content.matches()) {
            problems.add(
                    scalar.mark(),
                    path,
                    "a reference to an environment variable is written ${NAME} or ${NAME:-default}, and $${ for a plain ${");
            return "";
        }
        String name = content.group(1);
        @Nullable String fallback = content.group(2);
        @Nullable String value = environment.get(name);
        if (value != null && !(value.isEmpty() && fallback != null)) {
            return value;
        }
        if (fallback == null) {
            problems.add(
                    scalar.mark(),
                    path,
                    "the environment variable " + name + " is not set; set it, or write ${" + name + ":-default}");
        }
        return fallback == null ? "" : fallback;
    }
}
