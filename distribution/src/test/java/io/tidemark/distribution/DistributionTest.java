// SPDX-License-Identifier: Apache-2.0
package io.tidemark.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked where there is a space in the name, and run from elsewhere. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the options of tar(1) differ elsewhere")
class DistributionTest {
    private static final long MOST_SECONDS = 60;

    /** In Markdown, what is neither of another site nor within the page; without the part after #. */
    private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:)([^)#\\s]+)(?:#[^)]*)?\\)");

    @TempDir
    private Path directory = Path.of("");

    private Path home = Path.of("");

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void unpack() throws Exception {
        Path place = Files.createDirectories(directory.resolve("my programs"));
        Path archive = Path.of(System.getProperty("tidemark.archive"));
        assertThat(run(List.of("tar", "-xzf", archive.toString(), "-C", place.toString()))
                        .code())
                .isZero();
        home = place.resolve("tidemark-" + System.getProperty("tidemark.version"));
    }

    private Result tidemark(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/tidemark").toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Result run(List<String> command) throws Exception {
        return run(Map.of(), command);
    }

    private Result run(Map<String, String> variables, List<String> command) throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = builder(variables, command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private ProcessBuilder builder(Map<String, String> variables, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TIDEMARK") || name.equals("JAVA_OPTS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(variables);
        return builder;
    }

    @Test
    void it_runs_from_anywhere_and_through_a_link() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("tidemark"), home.resolve("bin/tidemark"));

        Result version = tidemark("--version");
        Result linked = run(List.of(link.toString(), "--version"));

        assertThat(version.err()).isEmpty();
        assertThat(version.out()).contains(System.getProperty("tidemark.version"));
        assertThat(linked).isEqualTo(version);
    }

    @Test
    void the_demo_and_the_examples_work() throws Exception {
        Result demo = tidemark("demo", "--no-server");
        Result state = tidemark("demo", "--no-server", "--state", "rocksdb");
        Result validated =
                tidemark("validate", home.resolve("docs/examples/kafka.yaml").toString());

        assertThat(demo.err()).isEmpty();
        assertThat(demo.code()).isZero();
        assertThat(demo.out()).contains("28,185 real requests");
        assertThat(state.code()).as(state.err()).isZero();
        assertThat(validated.code()).as(validated.err()).isZero();
    }

    @Test
    void what_it_lacks_it_says() throws Exception {
        Result kafka = tidemark("demo", "--kafka");

        assertThat(kafka.code()).isEqualTo(2);
        assertThat(kafka.err()).contains("the broker is not in the runnable jar; in a checkout");
    }

    @Test
    void a_jar_in_plugins_is_found() throws Exception {
        tallyIn(home);

        Result backends = tidemark("backends");

        assertThat(backends.code()).as(backends.err()).isZero();
        assertThat(backends.out().lines().filter(line -> line.contains("tally")))
                .singleElement()
                .asString()
                .contains("tally.jar");
        assertThat(backends.out()).contains("rocksdb", "lmdb", "h2", "postgres", "kafka");
    }

    @Test
    void plugins_are_those_of_the_home_that_the_user_names() throws Exception {
        Path mine = directory.resolve("my home");
        tallyIn(mine);
        Files.writeString(home.resolve("plugins/broken.jar"), "");

        Result backends = run(
                Map.of("TIDEMARK_HOME", mine.toString()),
                List.of(home.resolve("bin/tidemark").toString(), "backends"));

        assertThat(backends.code()).as(backends.err()).isZero();
        assertThat(backends.out()).contains("tally.jar");
    }

    /** Puts a plugin where it is to be found. */
    private static void tallyIn(Path home) throws IOException {
        Path plugins = Files.createDirectories(home.resolve("plugins"));
        String name = Tally.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("tally.jar")));
                InputStream code = Objects.requireNonNull(Tally.class.getResourceAsStream("Tally.class"))) {
            jar.putNextEntry(new JarEntry(name));
            code.transferTo(jar);
            jar.putNextEntry(new JarEntry("META-INF/services/io.tidemark.aggregate.RowAggregateFactory"));
            jar.write(Tally.class.getName().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void it_has_what_people_need_and_nothing_of_ours_alone() throws IOException {
        try (JarFile jar = new JarFile(home.resolve("lib/tidemark.jar").toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .noneMatch(name -> name.startsWith("io/tidemark/testkit/")
                            || name.startsWith("io/tidemark/benchmarks/")
                            || name.startsWith("org/junit/"))
                    .contains("io/tidemark/runtime/Tidemark.class", "io/tidemark/runtime/dashboard/index.html");
        }
        assertThat(Stream.of(
                                "LICENSE",
                                "NOTICE",
                                "README.md",
                                "docs/job-file.md",
                                "docs/operations/runbook.md",
                                "systemd/tidemark@.service",
                                "docker/Dockerfile")
                        .map(home::resolve))
                .allSatisfy(file -> assertThat(file).exists());
        assertThat(home.resolve("docker/healthy")).isExecutable();
    }

    @Test
    void every_relative_link_of_its_documents_leads_to_a_file_that_is_in_it() throws IOException {
        List<String> dead = new ArrayList<>();
        int links = 0;
        for (String name : files(home).keySet()) {
            if (name.endsWith(".md")) {
                Path document = home.resolve(name);
                for (MatchResult link :
                        LINK.matcher(Files.readString(document)).results().toList()) {
                    links++;
                    Path target = document.resolveSibling(link.group(1)).normalize();
                    if (!target.startsWith(home) || !Files.exists(target)) {
                        dead.add(name + ": " + link.group(1));
                    }
                }
            }
        }

        assertThat(links).isGreaterThan(100);
        assertThat(dead).isEmpty();
    }

    @Test
    void the_zip_has_the_same_files_and_modes_as_the_tar() throws Exception {
        String archive = System.getProperty("tidemark.archive").replace(".tar.gz", ".zip");
        Map<String, String> ofTar = files(home);
        Map<String, String> ofZip;
        try (FileSystem zip =
                FileSystems.newFileSystem(Path.of(archive), Map.of("enablePosixFileAttributes", "true"))) {
            ofZip = files(zip.getPath("/" + home.getFileName()));
            try (Stream<Path> top = Files.list(zip.getPath("/"))) {
                assertThat(top).hasSize(1);
            }
        }

        assertThat(ofZip).isEqualTo(ofTar);
        assertThat(ofTar.get("bin/tidemark")).startsWith("rwxr-xr-x ");
        assertThat(ofTar.entrySet().stream()
                        .filter(file -> file.getValue().startsWith("rwx"))
                        .map(Map.Entry::getKey))
                .containsExactly("bin/tidemark", "docker/healthy");
    }

    /** The mode and the checksum of each file below {@code directory}, by its path. */
    private static SortedMap<String, String> files(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                CRC32C checksum = new CRC32C();
                checksum.update(Files.readAllBytes(path));
                files.put(
                        directory.relativize(path).toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + " " + checksum.getValue());
            }
        }
        return files;
    }

    @Test
    void the_image_is_made_of_all_of_it_but_the_unit_of_systemd() throws IOException {
        Set<String> copied = new TreeSet<>();
        for (String line : Files.readAllLines(home.resolve("docker/Dockerfile"))) {
            List<String> words = List.of(line.split(" ", -1));
            if (words.get(0).equals("COPY")) {
                copied.addAll(words.subList(2, words.size() - 1));
            }
        }
        List<String> left = files(home).keySet().stream()
                .filter(name -> copied.stream().noneMatch(what -> name.equals(what) || name.startsWith(what + "/")))
                .toList();

        assertThat(copied).allSatisfy(name -> assertThat(home.resolve(name)).exists());
        assertThat(left)
                .allMatch(name -> name.startsWith("systemd/")
                        || name.equals("docker/Dockerfile")
                        || name.startsWith("codec-kryo/")
                        || name.startsWith("testkit/"));
    }

    @Test
    void a_job_whose_script_gets_sigterm_ends_in_good_order() throws Exception {
        Files.writeString(directory.resolve("job.yaml"), """
                job: stopped
                stream_processing:
                  source: {type: generator, format: feedback_event, rate: 1000, paced: true, backlog: 10s, spread_over: 1}
                  windows: {calls: {key: [], type: tumbling, size: 1s, aggregates: {n: {fn: count}}}}
                  checkpointing: {interval_seconds: 3600, storage: {type: local, path: checkpoints}}
                  sinks: [{type: stdout}]
                """);
        Path err = directory.resolve("err of the job");
        Process process = builder(Map.of(), List.of(home.resolve("bin/tidemark").toString(), "run", "job.yaml"))
                .redirectError(err.toFile())
                .start();
        List<ProcessHandle> children = List.of();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).as(Files.readString(err)).contains("\"view\":\"calls\"");
            children = process.descendants().toList();

            process.destroy();

            assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            children.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(children).as("Java takes the place of the script").isEmpty();
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        List<String> said = Files.readAllLines(err);
        Matcher read = Pattern.compile("\"records\":(\\d+)").matcher(said.get(said.size() - 1));
        assertThat(read.find()).as("summary: %s", said).isTrue();
        Result checkpoint = tidemark("checkpoints", "export", "job.yaml");
        assertThat(checkpoint.out().lines().findFirst().orElse(""))
                .as("the last of two checkpoints: %s", checkpoint.err())
                .contains("\"id\":2,", "\"positions\":{\"0\":" + read.group(1) + "}");
    }
}
