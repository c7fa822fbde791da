// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.runtime.cli.Cli;
import io.tidemark.sink.SinkFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
    private static final String JOB = """
            job: plugged
            stream_processing:
              source: {type: generator, count: 20, seed: 1}
              windows:
                calls: {key: [], type: global, aggregates: {tokens: {fn: acme_sum, field: input_tokens}, sum: {fn: sum, field: input_tokens}}}
              sinks:
                - {type: stdout}
            """;
    private static final String SERVICES = "META-INF/services/";

    @TempDir
    private Path directory = Path.of("");

    private Cli.Result run(String... arguments) {
        return new Cli(directory).plugins(directory.resolve("plugins")).run(arguments);
    }

    private Path plugin(String jar) {
        return directory.resolve("plugins").resolve(jar);
    }

    /** An aggregate that is a sum by another name. */
    private PluginJar aggregate(String type, String name) throws IOException {
        return new PluginJar(Files.createTempDirectory(directory, "work"))
                .naming(RowAggregateFactory.class, "com.acme." + type)
                .with("com.acme." + type, """
                        package com.acme;
                        import io.tidemark.aggregate.*;
                        import io.tidemark.element.Row;
                        import io.tidemark.llm.aggregate.SumFactory;
                        import java.util.List;
                        public final class %s implements RowAggregateFactory {
                            private final SumFactory sum = new SumFactory();
                            @Override public String name() { return "%s"; }
                            @Override public String description() { return "A sum by another name"; }
                            @Override public List<AggregateParameter> parameters() { return sum.parameters(); }
                            @Override public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
                                return sum.create(arguments);
                            }
                        }
                        """.formatted(type, name));
    }

    private void refused(String line) {
        Cli.Result result = run("backends");

        assertThat(result.err()).isEqualTo("tidemark: " + line + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void a_jar_in_the_plugin_directory_is_used() throws IOException {
        aggregate("AcmeSum", "acme_sum").to(plugin("acme 1.0%.jar"));
        Files.writeString(plugin("README.txt"), "no plugin");
        new Cli(directory).file("job.yaml", JOB);

        assertThat(run("backends").outLines())
                .anyMatch(line -> line.matches("aggregate +acme_sum +acme 1\\.0%\\.jar +A sum by another name"));
        Cli.Result result = run("run", "job.yaml");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).containsPattern("\"results\":\\{\"tokens\":(\\d+\\.\\d+),\"sum\":\\1}");
    }

    @Test
    void a_connector_in_the_plugin_directory_gets_its_properties() throws IOException {
        new PluginJar(Files.createTempDirectory(directory, "work"))
                .naming(SinkFactory.class, "com.acme.Counts")
                .with("com.acme.Counts", """
                        package com.acme;
                        import io.tidemark.pane.Pane;
                        import io.tidemark.sink.*;
                        import java.io.IOException;
                        import java.nio.file.*;
                        import java.util.Map;
                        public final class Counts implements SinkFactory {
                            @Override public String name() { return "acme_counts"; }
                            @Override public Sink create(Map<String, String> properties) {
                                Path file = Path.of(properties.get("to"));
                                return new Sink() {
                                    private int panes;
                                    @Override public void open() {}
                                    @Override public void write(Pane<?> pane) { panes++; }
                                    @Override public void flush() throws IOException {
                                        Files.writeString(file, panes + " panes");
                                    }
                                    @Override public void close() {}
                                };
                            }
                        }
                        """)
                .to(plugin("acme.jar"));
        Path counts = directory.resolve("counts.txt");
        new Cli(directory)
                .file(
                        "job.yaml",
                        JOB.replace("tokens: {fn: acme_sum, field: input_tokens}, ", "")
                                .replace("stdout", "acme_counts, properties: {to: \"" + counts + "\"}"));

        Cli.Result result = run("run", "job.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(counts).hasContent("1 panes");
    }

    @Test
    void without_the_directory_or_with_an_empty_one_there_is_what_is_bundled() throws IOException {
        String bundled = new Cli(directory).run("backends").out();

        assertThat(run("backends").out()).isEqualTo(bundled).contains("percentiles");
        Files.createDirectories(directory.resolve("plugins"));
        assertThat(run("backends").out()).isEqualTo(bundled);
    }

    @Test
    void two_plugins_of_one_name_are_refused_with_both_jars() throws IOException {
        aggregate("One", "acme_sum").to(plugin("one.jar"));
        aggregate("Two", "acme_sum").to(plugin("two.jar"));

        refused("two plugins are the aggregate 'acme_sum': one in one.jar, one in two.jar; remove one");
    }

    @Test
    void a_plugin_with_the_name_of_a_bundled_one_is_refused() throws IOException {
        aggregate("Sum", "sum").to(plugin("acme.jar"));

        assertThat(run("backends").err())
                .matches("tidemark: two plugins are the aggregate 'sum': one in \\S+, one in acme\\.jar; remove one\n");
    }

    @Test
    void the_same_plugin_in_two_versions_is_refused_with_both_jars() throws IOException {
        aggregate("AcmeSum", "acme_sum").to(plugin("acme-1.0.jar"));
        aggregate("AcmeSum", "acme_sum").to(plugin("acme-1.1.jar"));

        refused("the aggregate com.acme.AcmeSum is in acme-1.0.jar and in acme-1.1.jar; remove one");
    }

    @Test
    void a_service_file_that_names_no_class_is_told_with_its_jar() throws IOException {
        aggregate("Gone", "gone").without("com/acme/Gone.class").to(plugin("acme.jar"));

        refused("acme.jar: what " + SERVICES + "io.tidemark.aggregate.RowAggregateFactory names cannot be used:"
                + " io.tidemark.aggregate.RowAggregateFactory: Provider com.acme.Gone not found;"
                + " mend the jar, or remove it");
    }

    @Test
    void a_service_file_that_cannot_be_read_is_told_with_its_jar() throws IOException {
        aggregate("AcmeSum", "acme_sum")
                .naming(RowAggregateFactory.class, "com.acme.AcmeSum, com.acme.Other")
                .to(plugin("acme.jar"));

        assertThat(run("backends").errLines())
                .singleElement()
                .asString()
                .startsWith("tidemark: acme.jar: what ")
                .contains("Illegal configuration-file syntax");
    }

    @Test
    void a_class_that_is_no_plugin_or_cannot_be_made_is_told_with_its_jar() throws IOException {
        aggregate("AcmeSum", "acme_sum")
                .naming(SinkFactory.class, "com.acme.AcmeSum")
                .to(plugin("acme.jar"));
        assertThat(run("backends").errLines())
                .singleElement()
                .asString()
                .startsWith("tidemark: acme.jar: what " + SERVICES + "io.tidemark.sink.SinkFactory names")
                .contains("com.acme.AcmeSum not a subtype");

        new PluginJar(Files.createTempDirectory(directory, "work"))
                .naming(SinkFactory.class, "com.acme.Fails")
                .with("com.acme.Fails", """
                        package com.acme;
                        import io.tidemark.sink.*;
                        import java.util.Map;
                        public final class Fails implements SinkFactory {
                            public Fails() { throw new IllegalStateException("no\\nlicence"); }
                            @Override public String name() { return "fails"; }
                            @Override public Sink create(Map<String, String> properties) { throw new AssertionError(); }
                        }
                        """)
                .to(plugin("acme.jar"));
        assertThat(run("backends").errLines())
                .singleElement()
                .asString()
                .startsWith("tidemark: acme.jar: what ")
                .contains("com.acme.Fails could not be instantiated: java.lang.IllegalStateException: no licence;");
    }

    @Test
    void a_plugin_for_a_newer_java_is_told_with_its_jar() throws IOException {
        aggregate("New", "acme_sum").setting("com/acme/New.class", 7, 99).to(plugin("acme.jar"));

        assertThat(run("backends").errLines())
                .singleElement()
                .asString()
                .startsWith("tidemark: acme.jar: what ")
                .contains("class file version 99.0");
    }

    @Test
    void what_is_no_jar_is_told() throws IOException {
        Files.createDirectories(directory.resolve("plugins"));
        Files.writeString(plugin("cut.jar"), "PK");

        assertThat(run("backends").errLines())
                .singleElement()
                .asString()
                .startsWith("tidemark: " + plugin("cut.jar") + " cannot be read as a jar: ")
                .endsWith("; replace it, or remove it");
    }
}
