// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.Tidemark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@code run} in a process of its own. */
final class TidemarkProcess implements AutoCloseable {
    private static final long MOST_SECONDS = 240;

    private final Path log;
    private final Process process;

    private TidemarkProcess(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    /** Runs {@code job} in {@code directory}; what it says goes to the end of {@code log}. */
    static TidemarkProcess run(Path directory, Path job, String log) throws IOException {
        Path file = directory.resolve(log);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        Tidemark.class.getName(),
                        "run",
                        job.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()));
        // Not as an argument: class paths of tests can be too long for one.
        // By this one, a broker can tell which process a member of the group is.
        builder.environment().put("TIDEMARK_PROCESS", log);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new TidemarkProcess(file, builder.start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends it {@code TERM}, {@code STOP} or {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                .as("ends at all; it said: %s", said())
                .isTrue();
        return process.exitValue();
    }

    /** All that this one and those before it have said to the log. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitSaid(String text) throws InterruptedException {
        await(() -> said().contains(text), text);
    }

    void await(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!condition.getAsBoolean()) {
            boolean hasEnded = process.waitFor(20, TimeUnit.MILLISECONDS);
            assertThat((hasEnded && !condition.getAsBoolean()) || System.nanoTime() > end)
                    .as("ended, or waited too long for '%s'; it said: %s", what, said())
                    .isFalse();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
