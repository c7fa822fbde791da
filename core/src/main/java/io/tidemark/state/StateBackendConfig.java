// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a factory is told about the backend it should open.
 *
 * @param name whose state it is, the job's name, for messages and for telling the states of two jobs in one place apart
 * @param properties what the job file says, for example {@code path}, {@code url} or {@code cache_size_mb}. Values may be secrets: {@link #toString} leaves them out
 */
public record StateBackendConfig(String name, Map<String, String> properties) {
    /** The property that says where a backend on the local disk keeps its files. */
    public static final String PATH = "path";

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Keeps a copy. */
    public StateBackendConfig {
        properties = Map.copyOf(properties);
    }

    /**
     * The value of {@code property}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public String required(String property) {
        @Nullable String value = properties.get(property);
        if (value == null) {
            throw new IllegalArgumentException("the state backend of '" + name + "' needs the property '" + property
                    + "'; it has " + new TreeSet<>(properties.keySet()));
        }
        return value;
    }

    /**
     * The directory of a backend on the local disk: the one in {@link #PATH} that is called {@link #name}, so that two jobs with one path do not meet.
     *
     * @throws IllegalArgumentException when there is no path, or the name could lead out of it: it must be of {@code A-Z a-z 0-9 _ -}
     */
    public Path directory() {
        Path path = Path.of(required(PATH));
        if (!FILE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the state of '" + name + "' cannot be in a directory of that name in "
                    + path + ": it must have 1 to 64 characters of A-Z, a-z, 0-9, _ and -");
        }
        return path.resolve(name);
    }

    /** The value of {@code property}, or {@code fallback}. */
    public String text(String property, String fallback) {
        return properties.getOrDefault(property, fallback);
    }

    /**
     * The whole number in {@code property}, or {@code fallback}.
     *
     * @throws IllegalArgumentException when it is not a whole number in {@code [min, max]}
     */
    public long number(String property, long fallback, long min, long max) {
        @Nullable String text = properties.get(property);
        if (text == null) {
            return fallback;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(notInRange(property, min, max, text), e);
        }
        throw new IllegalArgumentException(notInRange(property, min, max, text));
    }

    /**
     * Refuses every property that is not one of {@code known}: a typing error must not be a silent default.
     *
     * @throws IllegalArgumentException when there is one
     */
    public void requireOnly(Set<String> known) {
        Set<String> unknown = new TreeSet<>(properties.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the state backend of '" + name + "' does not know the properties "
                    + unknown + "; it knows " + new TreeSet<>(known));
        }
    }

    /** The name and the names of the properties. */
    @Override
    public String toString() {
        return "StateBackendConfig[name=" + name + ", properties=" + new TreeMap<>(properties).keySet() + "]";
    }

    private String notInRange(String property, long min, long max, String text) {
        return "the property '" + property + "' of the state backend of '" + name + "' must be a whole number from "
                + min + " to " + max + ", but is '" + text + "'";
    }
}
