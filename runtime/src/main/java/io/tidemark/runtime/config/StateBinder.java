// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.config.StateConfig.Tier;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads where state is kept. */
final class StateBinder {
    /** The archives that the job file's documentation names; more may be found. */
    static final List<String> ARCHIVES = List.of("h2", "postgres");

    /** It becomes part of SQL, so it is nothing but a plain word. */
    static final Value<String> TABLE_PREFIX = Values.text(
            "a prefix of lower-case letters, digits and '_', such as window_state_",
            Pattern.compile("[a-z][a-z0-9_]{0,30}"));

    private static final Value<Long> MEGABYTES = Values.integer(1, 1 << 30);
    private static final Value<Long> SECONDS = Values.integer(1, 1L << 40);

    private final Vocabulary vocabulary;

    StateBinder(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    StateConfig bind(Section section) {
        Section hot = section.section("hot");
        long maxSize = hot.get("max_size_mb", MEGABYTES, 512L);
        long ttl = hot.get("ttl_seconds", SECONDS, 3600L);
        hot.close();
        Section below = section.section("warm");
        Optional<Duration> warmTtl = below.optional("ttl_seconds", SECONDS).map(Duration::ofSeconds);
        Tier warm = new WarmBinder(vocabulary).bind(below);
        StateConfig state = new StateConfig(given(hot), maxSize, ttl, warm, warmTtl, cold(section.section("cold")));
        section.close();
        return state;
    }

    private static Optional<Place> given(Section section) {
        return section.isPresent() ? Optional.of(section.place()) : Optional.empty();
    }

    private static Tier unknown(Section section) {
        section.tolerateAll();
        return new Tier(section.place("backend"), Tier.NONE, Map.of());
    }

    private Tier cold(Section section) {
        Set<String> names = new LinkedHashSet<>();
        names.add(Tier.NONE);
        names.addAll(ARCHIVES);
        names.addAll(vocabulary.archives());
        Optional<String> chosen = section.optional("backend", Values.oneOf(names));
        if (section.isWrong("backend", chosen)) {
            return unknown(section);
        }
        String backend = chosen.orElse(Tier.NONE);
        section.resolve("backend", backend);
        Map<String, String> properties = new LinkedHashMap<>();
        boolean isUsed = !backend.equals(Tier.NONE);
        archive(section, backend, properties);
        if (isUsed) {
            long days = section.get(StateConfig.RETENTION_DAYS, Values.integer(1, 36_500), 90L);
            properties.put(StateConfig.RETENTION_DAYS, Long.toString(days));
        } else {
            section.refuse(StateConfig.RETENTION_DAYS, "there is no cold backend; remove it or choose one");
        }
        section.close();
        return new Tier(section.place("backend"), backend, properties);
    }

    private static void archive(Section section, String backend, Map<String, String> properties) {
        boolean isH2 = backend.equals("h2");
        if (isH2) {
            properties.put("path", section.required("path", Values.text("a directory"), "", "./data/archive"));
            properties.put("table_prefix", section.get("table_prefix", TABLE_PREFIX, "window_state_"));
            for (String key : List.of("url", "user", "password")) {
                section.refuse(key, "is for postgres, and the backend is 'h2', which has a 'path'");
            }
        } else {
            section.refuse("path", "is for h2, and the backend is '" + backend + "'");
            database(section, backend.equals("postgres"), backend, properties);
        }
        if (!backend.equals(Tier.NONE) && !ARCHIVES.contains(backend)) {
            properties.putAll(section.settings("properties"));
        } else {
            section.refuse("properties", "is for the archives of plugins, and this one is '" + backend + "'");
        }
    }

    private static void database(Section section, boolean isUsed, String backend, Map<String, String> properties) {
        if (!isUsed) {
            for (String key : List.of("url", "user", "password", "table_prefix")) {
                section.refuse(key, "is for a database, and the backend is '" + backend + "'");
            }
            return;
        }
        properties.put("url", section.required("url", Values.url("the URL of a database"), "", "\"${DATABASE_URL}\""));
        put(section, "user", Values.secret("a user"), properties);
        put(section, "password", Values.secret("a password"), properties);
        properties.put("table_prefix", section.get("table_prefix", TABLE_PREFIX, "window_state_"));
    }

    private static void put(Section section, String key, Value<?> type, Map<String, String> properties) {
        section.optional(key, type).ifPresent(value -> properties.put(key, value.toString()));
    }
}
