// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.config.StateConfig.Tier;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads which backend keeps the state that is too much for the heap. */
final class WarmBinder {
    /** Stands for {@code postgres}, or for {@code h2} where a path is given. */
    private static final String JDBC = "jdbc";

    private static final Value<?> MEGABYTES = Values.integer(1, 1 << 24);
    private static final Value<?> SECONDS = Values.integer(1, 86_400);
    private static final Value<?> DIRECTORY = Values.text("a directory");
    private static final Value<?> POOL = Values.integer(2, 200);

    /** It becomes part of SQL, so it is nothing but a plain word. */
    private static final Value<?> SCHEMA =
            Values.text("a schema of lower-case letters, digits and '_'", Pattern.compile("[a-z][a-z0-9_]{0,30}"));

    /** What each of our backends takes; its factory says what it means. */
    private static final Map<String, Map<String, Value<?>>> PROPERTIES = Map.of(
            "memory", Map.of(),
            "rocksdb", Map.of("path", DIRECTORY, "cache_size_mb", MEGABYTES),
            "lmdb",
                    Map.of(
                            "path",
                            DIRECTORY,
                            "max_map_size_mb",
                            MEGABYTES,
                            "max_cursors",
                            Values.integer(16, 1 << 16),
                            "verify",
                            Values.oneOf(List.of("open", "never"))),
            "h2",
                    Map.of(
                            "path",
                            DIRECTORY,
                            "cache_size_mb",
                            MEGABYTES,
                            "pool_size",
                            POOL,
                            "connect_timeout_seconds",
                            SECONDS),
            "postgres",
                    Map.of(
                            "url",
                            Values.url("the URL of a database"),
                            "user",
                            Values.secret("a user"),
                            "password",
                            Values.secret("a password"),
                            "schema",
                            SCHEMA,
                            "pool_size",
                            POOL,
                            "connect_timeout_seconds",
                            SECONDS,
                            "timeout_seconds",
                            SECONDS));

    /** All that any of them takes, in the order in which it is told. */
    private static final List<String> KEYS = List.of(
            "path",
            "url",
            "user",
            "password",
            "schema",
            "cache_size_mb",
            "max_map_size_mb",
            "max_cursors",
            "verify",
            "pool_size",
            "connect_timeout_seconds",
            "timeout_seconds");

    /** What must be there, with an example. */
    private static final Map<String, String> REQUIRED = Map.of("path", "./data/state", "url", "\"${DATABASE_URL}\"");

    private final Vocabulary vocabulary;

    WarmBinder(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    Tier bind(Section section) {
        Set<String> names = new LinkedHashSet<>();
        names.add(Tier.NONE);
        names.addAll(vocabulary.backends());
        names.addAll(new TreeSet<>(PROPERTIES.keySet()));
        names.add(JDBC);
        Optional<String> chosen = section.optional("backend", Values.oneOf(names));
        if (section.isWrong("backend", chosen)) {
            section.tolerateAll();
            return new Tier(section.place("backend"), Tier.NONE, Map.of());
        }
        String backend = resolved(chosen.orElse(Tier.NONE), section);
        section.resolve("backend", backend);
        Map<String, String> properties = properties(section, backend);
        section.close();
        return new Tier(section.place("backend"), backend, properties);
    }

    private static String resolved(String name, Section section) {
        if (!name.equals(JDBC)) {
            return name;
        }
        return section.has("path") && !section.has("url") ? "h2" : "postgres";
    }

    private static Map<String, String> properties(Section section, String backend) {
        Map<String, String> properties = new LinkedHashMap<>();
        Map<String, Value<?>> own = PROPERTIES.getOrDefault(backend, Map.of());
        for (String key : KEYS) {
            Value<?> type = own.get(key);
            if (type == null) {
                section.refuse(key, "is not for the backend '" + backend + "'" + takers(key));
            } else if (REQUIRED.containsKey(key)) {
                properties.put(key, required(section, key, type));
            } else {
                section.optional(key, type).ifPresent(value -> properties.put(key, value.toString()));
            }
        }
        if (backend.equals(Tier.NONE)) {
            section.refuse("ttl_seconds", "there is no warm backend; remove it or choose one");
        }
        if (PROPERTIES.containsKey(backend) || backend.equals(Tier.NONE)) {
            section.refuse("properties", "is for the backends of plugins, and this one is '" + backend + "'");
        } else {
            properties.putAll(section.settings("properties"));
        }
        return properties;
    }

    @SuppressWarnings("unchecked") // What is required is text.
    private static String required(Section section, String key, Value<?> type) {
        return section.required(key, (Value<String>) type, "", String.valueOf(REQUIRED.get(key)));
    }

    private static String takers(String key) {
        Set<String> takers = new TreeSet<>();
        PROPERTIES.forEach((backend, keys) -> {
            if (keys.containsKey(key)) {
                takers.add(backend);
            }
        });
        return ", but for " + String.join(", ", takers);
    }
}
