// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads when checkpoints are taken, and where they are kept. */
final class CheckpointBinder {
    private CheckpointBinder() {}

    static CheckpointConfig bind(Section section) {
        if (!section.isPresent()) {
            return new CheckpointConfig(section.place(), false, 60, 10, "local", Map.of());
        }
        boolean enabled = section.get("enabled", Values.flag(), true);
        long interval = section.get("interval_seconds", Values.integer(1, 86_400), 60L);
        long retention = section.get("retention_count", Values.integer(1, 1000), 10L);
        section.get("format", Values.oneOf(List.of("binary")), "binary");
        Section block = section.section("storage");
        String type = block.get("type", Values.oneOf(List.of("local", "s3", "jdbc")), "local");
        Map<String, String> properties = storage(block, type);
        block.close();
        section.close();
        return new CheckpointConfig(section.place(), enabled, interval, retention, type, properties);
    }

    private static Map<String, String> storage(Section section, String type) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (type.equals("local")) {
            properties.put("path", section.get("path", Values.text("a directory"), "./data/checkpoints"));
        } else {
            section.refuse("path", "is for the storage type 'local', and this one is '" + type + "'");
        }
        if (type.equals("s3")) {
            String bucket = section.required(
                    "bucket",
                    Values.text("the name of a bucket", Pattern.compile("[a-z0-9.-]{3,63}")),
                    "",
                    "tidemark-checkpoints");
            properties.put("bucket", bucket);
            for (String key : List.of("prefix", "region", "endpoint")) {
                section.optional(key, Values.text("a text")).ifPresent(text -> properties.put(key, text));
            }
        }
        if (type.equals("jdbc")) {
            properties.put(
                    "url", section.required("url", Values.url("the URL of a database"), "", "\"${DATABASE_URL}\""));
            for (String key : List.of("user", "password")) {
                section.optional(key, Values.secret("a " + key)).ifPresent(text -> properties.put(key, text));
            }
            properties.put("table_prefix", section.get("table_prefix", StateBinder.TABLE_PREFIX, "checkpoint_"));
        }
        return properties;
    }
}
