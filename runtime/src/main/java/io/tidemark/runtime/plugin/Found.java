// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.plugin;

import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * A plugin and where it came from.
 *
 * @param name by which a job file names it
 * @param plugin itself
 * @param origin the jar or directory that brought it
 * @param <T> its kind
 */
public record Found<T>(String name, T plugin, String origin) {
    /** {@code plugin} with the origin of its class. */
    static <T> Found<T> of(String name, T plugin) {
        @Nullable CodeSource source = plugin.getClass().getProtectionDomain().getCodeSource();
        return new Found<>(name, plugin, source == null ? "the JDK" : origin(source.getLocation()));
    }

    /** The jar's name; of a directory of classes, the last parts of its path. */
    private static String origin(@Nullable URL location) {
        if (location == null) {
            return "unknown";
        }
        Path path = Path.of(location.getPath());
        int parts = path.getNameCount();
        boolean isJar = location.getPath().endsWith(".jar");
        return path.subpath(Math.max(0, parts - (isJar ? 1 : 3)), parts).toString();
    }
}
