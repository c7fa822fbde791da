// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the service files of one kind say, and where they are, which {@code ServiceLoader} does not tell when one is wrong. */
final class ServiceFiles {
    private final String path;

    /** The jars that name each provider; more than one, when the same plugin is there twice. */
    private final Map<String, Set<String>> jarsByProvider = new LinkedHashMap<>();

    private ServiceFiles(String path) {
        this.path = path;
    }

    /** Those of {@code type}. */
    static ServiceFiles of(Class<?> type, ClassLoader loader) {
        ServiceFiles files = new ServiceFiles("META-INF/services/" + type.getName());
        try {
            for (URL file : Collections.list(loader.getResources(files.path))) {
                files.read(file);
            }
        } catch (IOException e) {
            throw new PluginException("cannot read " + files.path + ": " + e.getMessage(), e);
        }
        return files;
    }

    private void read(URL file) throws IOException {
        String jar = Origin.of(Origin.root(file, path));
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String provider = line.replaceFirst("#.*", "").strip();
                if (!provider.isEmpty()) {
                    jarsByProvider
                            .computeIfAbsent(provider, name -> new LinkedHashSet<>())
                            .add(jar);
                }
            }
        }
    }

    /** Refuses a provider that two jars bring: which one's class is used would be an accident. */
    void refuseTwice(String kind) {
        jarsByProvider.forEach((provider, jars) -> {
            if (jars.size() > 1) {
                throw new PluginException(
                        "the " + kind + " " + provider + " is in " + String.join(" and in ", jars) + "; remove one");
            }
        });
    }

    /** Says that {@code failure} kept a plugin from being made, and which jar has it. */
    String complaint(Throwable failure, ClassLoader loader) {
        String reason = String.valueOf(failure.getMessage());
        String jars = jarsByProvider.entrySet().stream()
                .filter(entry -> reason.contains(entry.getKey()) || !canLoad(entry.getKey(), loader))
                .flatMap(entry -> entry.getValue().stream())
                .distinct()
                .collect(Collectors.joining(" or "));
        String cause = failure.getCause() == null ? "" : ": " + failure.getCause();
        return (jars.isEmpty() ? "the class path" : jars) + ": what " + path + " names cannot be used: " + reason
                + cause + "; mend the jar, or remove it";
    }

    private static boolean canLoad(String provider, ClassLoader loader) {
        try {
            Class.forName(provider, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
