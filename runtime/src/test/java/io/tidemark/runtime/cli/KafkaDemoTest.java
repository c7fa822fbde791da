// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class KafkaDemoTest {
    private static final long MOST_SECONDS = 90;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void by_way_of_kafka_the_tables_are_the_same_and_what_happened_is_told() {
        Cli cli = new Cli(directory).with("TIDEMARK_HOME", Cli.ROOT.toString()).at(System::currentTimeMillis);
        Cli.Result plain = cli.run("demo", "--no-server");

        Cli.Result demo = cli.run("demo", "--kafka");

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.err()).isEmpty();
        assertThat(demo.outLines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
                .allSatisfy(line -> assertThat(line).matches("\\p{ASCII}*"));
        assertThat(tables(demo)).isEqualTo(tables(plain)).hasSizeGreaterThan(30);
        assertThat(String.join(" ", demo.outLines()).replaceAll(" +", " "))
                .containsPattern("topic llm-requests: 28,185 records, 2 partitions")
                .containsPattern("topic llm-metrics: 1?\\d\\d panes in [1-9]\\d* transactions");
    }

    private static List<String> tables(Cli.Result demo) {
        return demo.outLines().stream().dropWhile(line -> !line.isEmpty()).toList();
    }

    @Test
    void ctrl_c_ends_the_broker_too_and_leaves_no_files() throws Exception {
        Checkout checkout = new Checkout(directory);
        for (String name :
                List.of("llm-metrics.yaml", "data/azure-llm-2023/code.csv", "data/azure-llm-2023/conv.csv")) {
            Path copy = directory.resolve("docs/examples").resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(Cli.ROOT.resolve("docs/examples").resolve(name), copy);
        }
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        ProcessBuilder builder = checkout.script("demo", "--kafka");
        // The jar of a checkout says of itself that it calls native code (LZ4); the class path of a test does not.
        builder.environment().put("JAVA_OPTS", "--enable-native-access=ALL-UNNAMED -Djava.io.tmpdir=" + temporary);
        Process demo = builder.redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        try {
            ProcessHandle broker = broker(demo, temporary);
            demo.destroy();
            assertThat(demo.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();

            assertThat(demo.exitValue()).isEqualTo(ExitCodes.FAILED);
            assertThat(Files.readString(directory.resolve("err")))
                    .isEqualTo("tidemark: stopped; the broker and its files are gone\n");
            assertThat(broker.isAlive()).isFalse();
            assertThat(listed(temporary)).noneMatch(name -> name.startsWith("tidemark"));
        } finally {
            demo.destroyForcibly();
        }
    }

    /** The broker's process, once it is there; its log is there before. */
    private static ProcessHandle broker(Process demo, Path temporary) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (System.nanoTime() < end) {
            Optional<ProcessHandle> broker = demo.children().findFirst();
            if (broker.isPresent() && hasLog(temporary)) {
                return broker.get();
            }
            assertThat(demo.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
        }
        throw new AssertionError("no broker was started");
    }

    private static boolean hasLog(Path temporary) throws IOException {
        return listed(temporary).stream()
                .anyMatch(name -> Files.exists(temporary.resolve(name).resolve("broker.log")));
    }

    private static List<String> listed(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
