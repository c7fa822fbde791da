// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.plugin;

import java.net.URL;
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
        @Nullable URL location = source == null ? null : source.getLocation();
        return new Found<>(name, plugin, location == null ? "the JDK" : Origin.of(location));
    }
}
