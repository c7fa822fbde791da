// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A small checkout around the launch script, up to date, so that the script builds nothing: its jar is nothing but a manifest that names the classes under test. What
 * runs is a process of its own.
 */
final class Checkout {
    private static final long MOST_SECONDS = 60;

    private final Path root;

    Checkout(Path root) throws IOException {
        this.root = root;
        Files.copy(Cli.ROOT.resolve("tidemark"), root.resolve("tidemark"));
        Files.createDirectories(root.resolve("runtime/src/main"));
        Files.createDirectories(root.resolve("runtime/target"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createFile(root.resolve("runtime/pom.xml"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "io.tidemark.runtime.Tidemark");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        new JarOutputStream(Files.newOutputStream(root.resolve("runtime/target/tidemark.jar")), manifest).close();
    }

    /** What came of a process. */
    record Result(int code, String out, String err) {}

    Path root() {
        return root;
    }

    /** A JDK whose {@code java} prints the arguments that it gets, one a line. */
    Path javaThatPrintsItsArguments() throws IOException {
        Path java = Files.createDirectories(root.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit; fi
                for argument; do echo "<$argument>"; done
                """);
        if (!java.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + java + " executable");
        }
        return root.resolve("jdk");
    }

    /** The script, to be run in the root, with nothing in its environment but a path. */
    ProcessBuilder script(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", root.resolve("tidemark").toString()));
        command.addAll(List.of(arguments));
        return in(new ProcessBuilder(command));
    }

    /** A shell command, with the script as {@code ./tidemark}, on a terminal of its own. */
    ProcessBuilder onTerminal(String command) {
        return in(new ProcessBuilder("script", "-qec", command, "/dev/null"));
    }

    private ProcessBuilder in(ProcessBuilder builder) {
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.directory(root.toFile());
    }

    /** Runs to the end. */
    static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("out", "");
        Path err = Files.createTempFile("err", "");
        Process process = builder.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("did not end: " + builder.command());
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String classPath() {
        StringJoiner urls = new StringJoiner(" ");
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : path.split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toString());
        }
        return urls.toString();
    }
}
