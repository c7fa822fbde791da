// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads when checkpoints are taken, and where they are kept. */
final class CheckpointBinder {
    /** The types that the job file's documentation names; more may be found. */
    private static final List<String> KNOWN = List.of("local", "s3", "jdbc");

    private static final Value<String> DIRECTORY = Values.text("a directory");

    /** It becomes part of SQL, so it is nothing but a plain word. */
    private static final Value<String> SCHEMA =
            Values.text("a schema of lower-case letters, digits and '_'", Pattern.compile("[a-z][a-z0-9_]{0,30}"));

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9.-]{3,63}");

    private final Vocabulary vocabulary;

    CheckpointBinder(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    CheckpointConfig bind(Section section) {
        if (!section.isPresent()) {
            return new CheckpointConfig(section.place(), false, false, 60, 10, section.place(), "local", Map.of());
        }
        boolean enabled = section.get("enabled", Values.flag(), true);
        long interval = section.get("interval_seconds", Values.integer(1, 86_400), 60L);
        long retention = section.get("retention_count", Values.integer(1, 1000), 10L);
        section.get("format", Values.oneOf(List.of("binary")), "binary");
        Section block = section.section("storage");
        Set<String> types = new LinkedHashSet<>(KNOWN);
        types.addAll(vocabulary.checkpointStorages());
        String type = block.get("type", Values.oneOf(types), "local");
        Map<String, String> properties = storage(block, type);
        block.close();
        section.close();
        return new CheckpointConfig(
                section.place(), true, enabled, interval, retention, block.place("type"), type, properties);
    }

    private static Map<String, String> storage(Section section, String type) {
        Map<String, String> properties = new LinkedHashMap<>();
        boolean isLocal = type.equals("local");
        if (isLocal) {
            properties.put("path", section.get("path", DIRECTORY, "./data/checkpoints"));
        } else if (type.equals("jdbc")) {
            database(section, properties);
        } else {
            section.refuse("path", "is for the storage types 'local' and 'jdbc', and this one is '" + type + "'");
        }
        if (type.equals("s3")) {
            bucket(section, properties);
        }
        if (KNOWN.contains(type)) {
            section.refuse("properties", "is for the storages of plugins, and this one is '" + type + "'");
        } else {
            properties.putAll(section.settings("properties"));
        }
        return properties;
    }

    /** A server's, or a file's where there is no server. */
    private static void database(Section section, Map<String, String> properties) {
        if (section.has("path") && !section.has("url")) {
            section.optional("path", DIRECTORY).ifPresent(path -> properties.put("path", path));
            for (String key : List.of("url", "user", "password", "schema")) {
                section.refuse(key, "is for a PostgreSQL server, and 'path' for an H2 file; remove one");
            }
            return;
        }
        section.refuse("path", "is for an H2 file, and 'url' for a PostgreSQL server; remove one");
        properties.put("url", section.required("url", Values.url("the URL of a database"), "", "\"${DATABASE_URL}\""));
        for (String key : List.of("user", "password")) {
            section.optional(key, Values.secret("a " + key)).ifPresent(text -> properties.put(key, text));
        }
        section.optional("schema", SCHEMA).ifPresent(schema -> properties.put("schema", schema));
    }

    private static void bucket(Section section, Map<String, String> properties) {
        properties.put(
                "bucket",
                section.required("bucket", Values.text("the name of a bucket", BUCKET), "", "tidemark-checkpoints"));
        for (String key : List.of("prefix", "region", "endpoint")) {
            section.optional(key, Values.text("a text")).ifPresent(text -> properties.put(key, text));
        }
    }
}
