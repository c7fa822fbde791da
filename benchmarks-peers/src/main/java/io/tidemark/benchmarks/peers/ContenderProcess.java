// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a process of its own, and what the system says of it. */
final class ContenderProcess implements AutoCloseable {
    private static final int TAIL_LINES = 40;
    private static final long GRACE_SECONDS = 10;

    private final Process process;
    private final Path log;

    private ContenderProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code command}; what it says goes to {@code log}. */
    static ContenderProcess start(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ContenderProcess(process, log);
    }

    /**
     * What the process has used so far.
     *
     * @param cpu processor time of all its threads, the collector and the compiler included
     * @param peakMib the most memory that was resident; 0 where the system does not say
     * @param residentMib memory that is resident now
     */
    record Usage(Duration cpu, long peakMib, long residentMib) {}

    /** See {@link Usage}. */
    Usage usage() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
        return new Usage(
                process.info().totalCpuDuration().orElse(Duration.ZERO), mib(lines, "VmHWM:"), mib(lines, "VmRSS:"));
    }

    private static long mib(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(0);
    }

    /**
     * Checks that it runs.
     *
     * @throws IllegalStateException when it has ended
     */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "the process has ended with " + process.exitValue() + "; what it said ends with\n" + tail());
        }
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    /** Lets its collector collect everything; it must be a JVM. */
    void collectGarbage() throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process collection = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (collection.onExit().join().exitValue() != 0) {
            throw new IOException("the process did not collect its garbage");
        }
    }

    /** Kills it (SIGKILL), and returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Tells it to end, and ends it when it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
