// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Makes jars of plugins as their authors do: compiles a source, adds a service file. */
final class PluginJar {
    private final Path work;
    private final TreeMap<String, byte[]> entries = new TreeMap<>();

    /** An empty jar; {@code work} is an empty directory to compile in. */
    PluginJar(Path work) {
        this.work = work;
    }

    /** Names {@code provider} in the service file of {@code type}. */
    PluginJar naming(Class<?> type, String provider) {
        entries.put("META-INF/services/" + type.getName(), (provider + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Adds a class with all that is in it. */
    PluginJar with(String name, String source) throws IOException {
        Path file = work.resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        return withFiles(List.of(file));
    }

    /** Adds the classes of some files, which may need one another. */
    PluginJar withFiles(List<Path> files) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", work.toString()));
        files.forEach(file -> arguments.add(file.toString()));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        ToolProvider.getSystemJavaCompiler().run(null, null, errors, arguments.toArray(String[]::new));
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
        try (Stream<Path> all = Files.walk(work)) {
            all.filter(made -> made.toString().endsWith(".class")).forEach(this::add);
        }
        return this;
    }

    private void add(Path file) {
        try {
            entries.put(work.relativize(file).toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves {@code name} out again. */
    PluginJar without(String name) {
        entries.remove(name);
        return this;
    }

    /** Changes a byte of {@code name}. */
    PluginJar setting(String name, int index, int value) {
        entries.computeIfPresent(name, (same, bytes) -> {
            bytes[index] = (byte) value;
            return bytes;
        });
        return this;
    }

    /** Writes the jar. */
    void to(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (String name : List.copyOf(entries.keySet())) {
                jar.putNextEntry(new ZipEntry(name));
                jar.write(entries.get(name));
            }
        }
    }
}
