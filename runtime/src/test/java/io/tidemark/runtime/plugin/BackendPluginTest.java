// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.cli.Cli;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/backend-plugin.md} says of the jar and the job file; the backend itself is tested beside its sources, in testkit. */
class BackendPluginTest {
    private static final Path PAGE = Cli.ROOT.resolve("docs/backend-plugin.md");
    private static final Path SOURCES = Cli.ROOT.resolve("testkit/src/test/java/com/example/logbook");

    @TempDir
    private Path directory = Path.of("");

    private Path jar = Path.of("");

    @BeforeEach
    void makeJar() throws IOException {
        jar = directory.resolve("plugins/logbook.jar");
        new PluginJar(Files.createTempDirectory(directory, "work"))
                .naming(StateBackendFactory.class, block("text"))
                .withFiles(sources())
                .to(jar);
        new Cli(directory).file("job.yaml", block("yaml"));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> !file.toString().endsWith("Test.java")).toList();
        }
    }

    /** The page's only block of {@code language}. */
    private static String block(String language) throws IOException {
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(matcher.find()).as("a block of %s", language).isTrue();
        String block = matcher.group(1);
        assertThat(matcher.find()).as("another block of %s", language).isFalse();
        return block;
    }

    private Cli.Result run(String... arguments) {
        return new Cli(directory).plugins(directory.resolve("plugins")).run(arguments);
    }

    @Test
    void the_service_loader_finds_it_in_its_jar_and_it_keeps_what_it_is_given() throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, StateBackendFactory.class.getClassLoader())) {
            StateBackendFactory factory = ServiceLoader.load(StateBackendFactory.class, loader).stream()
                    .filter(provider -> provider.type().getClassLoader() == loader)
                    .findFirst()
                    .orElseThrow()
                    .get();
            StateBackendConfig config = new StateBackendConfig("job", Map.of("path", directory.toString()));
            StateBatch batch = new StateBatch();
            batch.put("a", new byte[] {1}, new byte[] {2});
            try (StateBackend backend = factory.open(config)) {
                backend.apply(batch, 7);
            }
            try (StateBackend backend = factory.open(config)) {
                assertThat(backend.lastCheckpointId()).isEqualTo(7);
                assertThat(backend.store("a").get(new byte[] {1})).containsExactly(2);
            }
        }
    }

    @Test
    void backends_lists_it_with_its_jar() {
        assertThat(run("backends").outLines())
                .anyMatch(line -> line.matches("state backend +logbook +logbook\\.jar *"));
    }

    @Test
    void a_job_file_that_names_it_is_right() {
        Cli.Result result = run("validate", "job.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("backend: logbook");
        assertThat(result.err()).doesNotContain("not on the class path");
    }

    @Test
    void a_job_runs_with_it_and_goes_on_with_what_it_holds() throws IOException {
        Cli.Result result = run("run", "job.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.outLines()).isNotEmpty();
        try (Stream<Path> files = Files.walk(directory.resolve("data/state"))) {
            assertThat(files)
                    .as("what it wrote")
                    .anyMatch(file -> Files.isRegularFile(file) && file.toFile().length() > 100);
        }
        Cli.Result again = run("run", "job.yaml");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.outLines()).as("panes for the second time").isEmpty();
    }

    @Test
    void without_the_jar_the_job_file_is_wrong() throws IOException {
        Files.delete(jar);
        Cli.Result result = run("validate", "job.yaml");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("stream_processing.state.warm.backend")
                .contains("logbook");
    }
}
