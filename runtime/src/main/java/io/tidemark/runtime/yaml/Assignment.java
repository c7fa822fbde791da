// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.yaml;

import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that replaces one of the file, or is added to it.
 *
 * @param option where it came from, without its value
 * @param path the keys that lead to it; the number of an item in a list
 * @param anyCase whether upper and lower case are the same in the keys
 * @param value a text, or YAML where it begins with a bracket, a brace or a quote
 */
public record Assignment(Mark option, List<String> path, boolean anyCase, String value) {
    private static final String PREFIX = "TIDEMARK_";
    private static final String LEVEL = "__";
    private static final Pattern STEP = Pattern.compile("\"([^\"]+)\"|([^.\"]+)");

    /** Keeps a copy. */
    public Assignment {
        path = List.copyOf(path);
    }

    /** What {@code --set a.b=value} means; a key that holds dots is put in double quotes. */
    public static Assignment ofOption(String option) throws ConfigurationException {
        int equals = option.indexOf('=');
        String keys = equals < 0 ? option : option.substring(0, equals);
        List<String> path = steps(keys);
        if (equals < 1 || path.isEmpty()) {
            throw new ConfigurationException(
                    Mark.option("--set"), "", "expected key=value, such as stream_processing.parallelism=4");
        }
        return new Assignment(Mark.option("--set " + keys), path, false, option.substring(equals + 1));
    }

    /**
     * The assignments in {@code environment}: variables {@code TIDEMARK_A__B}, by name. One without a double underscore, such as a {@code TIDEMARK_TOKEN} that the file
     * refers to, is none.
     */
    public static List<Assignment> ofEnvironment(Map<String, String> environment) {
        List<Assignment> assignments = new ArrayList<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(PREFIX) && name.indexOf(LEVEL, PREFIX.length()) > 0) {
                String keys = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                assignments.add(new Assignment(Mark.option(name), List.of(keys.split(LEVEL, -1)), true, value));
            }
        });
        return assignments;
    }

    private static List<String> steps(String keys) {
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(keys);
        int end = 0;
        while (step.find() && step.start() == end) {
            steps.add(step.group(1) == null ? step.group(2) : step.group(1));
            end = step.end() < keys.length() && keys.charAt(step.end()) == '.' ? step.end() + 1 : step.end();
        }
        return end == keys.length() && !keys.endsWith(".") ? steps : List.of();
    }
}
