// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.DaggerTidemarkComponent;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.host.Terminal;
import io.tidemark.time.ProcessingClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole program in this process: arguments in, exit code and streams out. */
public final class Cli {
    /** The checkout's root. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private byte[] input = new byte[0];
    private Terminal terminal = Terminal.NONE;
    private ProcessingClock clock = () -> 0;
    private ShutdownHooks hooks = (stop, work) -> work.call();
    private Optional<Path> plugins = Optional.empty();

    /** A program that runs in {@code directory}. */
    public Cli(Path directory) {
        this.directory = directory;
    }

    /** What came of a run. */
    public record Result(int code, String out, String err) {
        /** The lines of the standard output. */
        public List<String> outLines() {
            return out.lines().toList();
        }

        /** The lines of the standard error. */
        public List<String> errLines() {
            return err.lines().toList();
        }
    }

    /** Sets a variable. */
    public Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Sets what stands on the standard input. */
    public Cli reading(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Sets the terminal. */
    public Cli on(Terminal other) {
        terminal = other;
        return this;
    }

    /** Sets the clock. */
    public Cli at(ProcessingClock other) {
        clock = other;
        return this;
    }

    /** Sets how the process ends. */
    public Cli endingWith(ShutdownHooks other) {
        hooks = other;
        return this;
    }

    /** Sets the directory of plugins. */
    public Cli plugins(Path other) {
        plugins = Optional.of(other);
        return this;
    }

    /** Writes a file. */
    public Path file(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file. */
    public String text(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the program. */
    public Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Host host = new Host(
                new ByteArrayInputStream(input),
                print(out),
                print(err),
                environment,
                directory,
                ROOT,
                plugins,
                terminal,
                terminal,
                clock);
        int code = DaggerTidemarkComponent.factory()
                .create(host, hooks, Cli.class.getClassLoader())
                .app()
                .run(arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
