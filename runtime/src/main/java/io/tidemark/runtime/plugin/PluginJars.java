// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The jars in the directory for plugins: put there, they are on the class path. Those that plugins need go there too. */
final class PluginJars {
    private PluginJars() {}

    /**
     * {@code parent}, and after it the jars in {@code directory}, by name.
     *
     * @throws PluginException when one of them cannot be read
     */
    static ClassLoader loader(Optional<Path> directory, ClassLoader parent) {
        List<URL> jars = new ArrayList<>();
        for (Path jar : directory.map(PluginJars::jars).orElse(List.of())) {
            jars.add(url(jar));
        }
        return jars.isEmpty() ? parent : new URLClassLoader("plugins", jars.toArray(URL[]::new), parent);
    }

    private static List<Path> jars(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PluginException("cannot list the plugins in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** A class loader passes over what it cannot open, so it is opened here. */
    private static URL url(Path jar) {
        try (JarFile opened = new JarFile(jar.toFile())) {
            return Path.of(opened.getName()).toUri().toURL();
        } catch (IOException e) {
            throw new PluginException(
                    jar + " cannot be read as a jar: " + e.getMessage() + "; replace it, or remove it", e);
        }
    }
}
