// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.plugin;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;

/** What to call the jar or directory that something came from. */
final class Origin {
    private static final int PARTS_OF_DIRECTORY = 3;

    private Origin() {}

    /** The name of the jar at {@code location}; of a directory of classes, the last parts of its path. */
    static String of(URL location) {
        if (!location.getProtocol().equals("file")) {
            return location.toString();
        }
        Path path = Path.of(URI.create(location.toString()));
        int parts = path.getNameCount();
        boolean isJar = path.toString().endsWith(".jar");
        return path.subpath(Math.max(0, parts - (isJar ? 1 : PARTS_OF_DIRECTORY)), parts)
                .toString();
    }

    /** The jar or directory of a file {@code resource}, whose path within it is {@code path}. */
    static URL root(URL resource, String path) throws IOException {
        if (resource.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarFileURL();
        }
        String text = resource.toString();
        return URI.create(text.substring(0, text.length() - path.length())).toURL();
    }
}
