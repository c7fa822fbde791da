// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.StateBackendFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@link StateWriter} in a JVM of its own. */
final class StateWriterProcess implements AutoCloseable {
    private static final String APPLIED = "applied ";

    private final Process process;
    private final BufferedReader lines;
    private final Path errors;

    private StateWriterProcess(Process process, Path errors) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.errors = errors;
    }

    /** Starts one on the class path of this process; its standard error goes to a file in {@code scratch}. */
    static StateWriterProcess start(
            StateBackendFactory factory, String name, Map<String, String> properties, Path scratch) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
        // Who is killed does not delete the native library that it unpacked there.
        command.add("-Djava.io.tmpdir=" + scratch);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StateWriter.class.getName()));
        command.addAll(List.of(factory.getClass().getName(), name));
        properties.forEach((key, value) -> command.add(key + "=" + value));
        Path errors = Files.createTempFile(scratch, "writer", ".err");
        Process process = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectError(errors.toFile())
                .start();
        return new StateWriterProcess(process, errors);
    }

    /** The next line that it says. */
    String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new AssertionError("the writing process ended by itself: " + Files.readString(errors));
        }
        return line;
    }

    /** Kills it {@code micros} after it said {@code batches} times that it applied one, in the middle of whatever it is doing by then; the last id it spoke of. */
    long killAfter(int batches, long micros) throws IOException, InterruptedException {
        long last = 0;
        for (int i = 0; i < batches; ) {
            String line = line();
            if (line.startsWith(APPLIED)) {
                last = id(line);
                i++;
            }
        }
        if (process.waitFor(micros, TimeUnit.MICROSECONDS)) {
            throw new AssertionError("the writing process ended by itself: " + Files.readString(errors));
        }
        // Through its handle: the process itself would close the stream in which its last words are.
        process.toHandle().destroyForcibly();
        process.waitFor();
        return Math.max(last, lastOf(lines));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What it still said before it died counts as well. A line that was cut short does not. */
    private static long lastOf(BufferedReader rest) throws IOException {
        StringBuilder left = new StringBuilder();
        for (int c = rest.read(); c >= 0; c = rest.read()) {
            left.append((char) c);
        }
        long last = 0;
        for (int end = left.indexOf("\n"), start = 0; end >= 0; start = end + 1, end = left.indexOf("\n", start)) {
            last = id(left.substring(start, end));
        }
        return last;
    }

    private static long id(String line) {
        if (!line.startsWith(APPLIED)) {
            throw new AssertionError("the writing process said: " + line);
        }
        return Long.parseLong(line.substring(APPLIED.length()));
    }
}
