// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tidemark}, run by a shell. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the options of script(1) and stty(1) differ elsewhere")
class LaunchScriptTest {
    @TempDir
    private Path directory = Path.of("");

    private Checkout checkout;

    @BeforeEach
    void checkout() throws IOException {
        checkout = new Checkout(directory);
    }

    private void assumeThereIsScript() {
        assumeThat(Path.of("/usr/bin/script"))
                .as("script(1), which makes terminals")
                .exists();
    }

    @Test
    void it_hands_on_its_arguments_as_they_are() throws Exception {
        ProcessBuilder script = checkout.script("run", "a job.yaml", "--set", "x=$y *", "");
        script.environment()
                .put("JAVA_HOME", checkout.javaThatPrintsItsArguments().toString());
        script.environment().put("JAVA_OPTS", "-Xmx1g -Da=b");

        Checkout.Result result = Checkout.run(script);

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("<-Xmx1g>\n<-Da=b>\n", "<-Dtidemark.home=" + directory.toRealPath() + ">\n")
                .endsWith("tidemark.jar>\n<run>\n<a job.yaml>\n<--set>\n<x=$y *>\n<>\n");
    }

    @Test
    void the_home_that_the_user_names_is_taken_and_an_empty_one_is_none() throws Exception {
        ProcessBuilder script = checkout.script("backends");
        script.environment()
                .put("JAVA_HOME", checkout.javaThatPrintsItsArguments().toString());
        script.environment().put("TIDEMARK_HOME", "/opt/my tidemark");
        String named = Checkout.run(script).out();
        script.environment().put("TIDEMARK_HOME", "");

        assertThat(named).containsOnlyOnce("<-Dtidemark.home=").contains("<-Dtidemark.home=/opt/my tidemark>\n");
        assertThat(Checkout.run(script).out()).contains("<-Dtidemark.home=" + directory.toRealPath() + ">\n");
    }

    @Test
    void in_a_pipe_it_says_that_there_is_no_terminal() throws Exception {
        ProcessBuilder script = checkout.script("--help");
        script.environment()
                .put("JAVA_HOME", checkout.javaThatPrintsItsArguments().toString());

        assertThat(Checkout.run(script).out())
                .contains("<-Dtidemark.terminal.1=false>\n", "<-Dtidemark.terminal.2=false>\n");
    }

    @Test
    void without_any_terminal_it_says_no_width() throws Exception {
        assumeThat(Path.of("/usr/bin/setsid")).exists();
        ProcessBuilder script = checkout.script("--help");
        script.environment()
                .put("JAVA_HOME", checkout.javaThatPrintsItsArguments().toString());
        script.command().add(0, "setsid");
        script.command().add(1, "--wait");

        Checkout.Result result = Checkout.run(script);

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("tidemark.terminal").doesNotContain("tidemark.columns");
    }

    @Test
    void on_a_terminal_it_says_which_stream_is_one_and_how_wide_it_is() throws Exception {
        assumeThereIsScript();
        String jdk = checkout.javaThatPrintsItsArguments().toString();

        String both = Checkout.run(checkout.onTerminal("stty cols 97; JAVA_HOME=" + jdk + " sh ./tidemark x"))
                .out();
        String piped = Checkout.run(checkout.onTerminal("stty cols 97; JAVA_HOME=" + jdk + " sh ./tidemark x | cat"))
                .out();

        assertThat(both)
                .contains("<-Dtidemark.terminal.1=true>", "<-Dtidemark.terminal.2=true>", "<-Dtidemark.columns=97>");
        assertThat(piped)
                .contains("<-Dtidemark.terminal.1=false>", "<-Dtidemark.terminal.2=true>", "<-Dtidemark.columns=97>");
    }

    @Test
    void a_terminal_gets_colours_and_its_whole_width_and_a_pipe_plain_text() throws Exception {
        assumeThereIsScript();

        String wide = Checkout.run(checkout.onTerminal("stty cols 110; sh ./tidemark --help"))
                .out();
        String plain = Checkout.run(checkout.onTerminal("NO_COLOR=1 sh ./tidemark --help"))
                .out();
        Checkout.Result piped = Checkout.run(checkout.script("--help"));

        assertThat(wide).contains("\u001b[1m");
        assertThat(wide.lines().map(LaunchScriptTest::withoutColours).mapToInt(String::length))
                .anyMatch(length -> length > 80)
                .allMatch(length -> length <= 110);
        assertThat(plain).contains("Usage: tidemark").doesNotContain("\u001b");
        assertThat(piped.err()).isEmpty();
        assertThat(piped.out()).contains("Usage: tidemark").doesNotContain("\u001b");
    }

    private static String withoutColours(String line) {
        return line.replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @Test
    void plugins_are_those_of_the_checkout_and_never_of_the_current_directory() throws Exception {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        for (Path place : List.of(directory, elsewhere)) {
            Files.createDirectories(place.resolve("plugins"));
            Files.writeString(place.resolve("plugins/broken.jar"), "");
        }
        ProcessBuilder jar = checkout.script().directory(elsewhere.toFile());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        jar.command(
                java.toString(),
                "-jar",
                directory.resolve("runtime/target/tidemark.jar").toString(),
                "backends");

        assertThat(Checkout.run(checkout.script("backends").directory(elsewhere.toFile()))
                        .err())
                .startsWith("tidemark: " + directory.toRealPath().resolve("plugins/broken.jar") + " cannot be read");
        assertThat(Checkout.run(jar).err()).isEmpty();
    }

    @Test
    void a_java_that_is_too_old_or_not_there_is_told_in_one_line() throws Exception {
        Path jdk = checkout.javaThatPrintsItsArguments();
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");
        ProcessBuilder old = checkout.script("--help");
        old.environment().put("JAVA_HOME", jdk.toString());
        ProcessBuilder none = checkout.script("--help");
        none.environment().put("JAVA_HOME", "/nowhere");

        assertThat(Checkout.run(old))
                .isEqualTo(new Checkout.Result(
                        1,
                        "",
                        "tidemark: " + jdk + "/bin/java is Java 11; Tidemark needs 17 or newer (set JAVA_HOME)\n"));
        assertThat(Checkout.run(none))
                .isEqualTo(
                        new Checkout.Result(
                                1,
                                "",
                                "tidemark: JAVA_HOME is /nowhere, but there is no bin/java in it; point it to a JDK 17 or newer\n"));
    }
}
