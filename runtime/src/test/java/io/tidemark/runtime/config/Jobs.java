// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.llm.preset.Presets;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Problem;
import io.tidemark.runtime.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** Job files for tests, and the names that they may use. */
public final class Jobs {
    /** A right one, all of whose blocks are there. */
    public static final String FULL = read("full.yaml");

    /** The names that this build brings. */
    public static final Vocabulary VOCABULARY = vocabulary();

    private Jobs() {}

    /** Reads {@code yaml} as {@code job.yaml}. */
    public static JobFile read(String yaml, List<String> options, Map<String, String> environment)
            throws ConfigurationException {
        try {
            Path file = Files.createTempFile("job", ".yaml");
            try {
                Files.write(file, yaml.getBytes(StandardCharsets.UTF_8));
                return JobFile.read(file, "job.yaml", options, environment, VOCABULARY);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with {@code yaml}, line by line. */
    public static List<String> problems(String yaml, List<String> options, Map<String, String> environment) {
        try {
            read(yaml, options, environment);
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream().map(Problem::line).toList();
        }
    }

    static String read(String name) {
        try (var stream = Jobs.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(stream, name).readNBytes(YamlReader.MAX_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vocabulary vocabulary() {
        Map<String, RowAggregateFactory> aggregates = new TreeMap<>();
        ServiceLoader.load(RowAggregateFactory.class).forEach(factory -> aggregates.put(factory.name(), factory));
        Map<String, Map<String, Map<String, Object>>> presets = new LinkedHashMap<>();
        Presets.byName().forEach((name, preset) -> presets.put(name, preset.aggregates()));
        return new Vocabulary(
                aggregates,
                presets,
                Set.of("feedback_event", "json", "csv"),
                Set.of("memory"),
                Set.of("file", "generator"),
                Set.of("file", "stdout"),
                Set.of("local", "jdbc"),
                Set.of("h2", "postgres"));
    }
}
