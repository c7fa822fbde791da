// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A process that applies one batch after the other and prints the id of each that was applied, until it is killed or fails. */
final class Child implements AutoCloseable {
    /** Keys that every batch sets, in each of two stores. */
    static final int KEYS = 300;

    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        output = process.inputReader();
    }

    /** Starts one. {@code wrapper} begins its command line. */
    static Child start(StateBackendConfig config, String factory, String... wrapper) throws IOException {
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), Child.class.getName()));
        command.addAll(List.of(factory, config.name()));
        new TreeMap<>(config.properties()).forEach((name, value) -> command.add(name + "=" + value));
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line that it prints, or null when it has ended. */
    @Nullable
    String readLine() throws IOException {
        return output.readLine();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it with SIGKILL, and waits until it is gone. */
    void kill() {
        // Through its handle: the process itself would close what it has printed.
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() throws IOException {
        kill();
        output.close();
    }

    /** The batch that sets every key to {@code id}. */
    static StateBatch batch(int id) {
        StateBatch batch = new StateBatch();
        for (String store : List.of("a", "b")) {
            batch.deleteRange(store, KeyRange.startingAt(Entries.number(KEYS / 2)));
            for (int i = 0; i < KEYS; i++) {
                batch.put(store, Entries.number(i), Entries.number(id));
            }
        }
        return batch;
    }

    /** Arguments: h2 or postgres, the job's name, and properties as {@code name=value}. */
    public static void main(String[] args) {
        Map<String, String> properties = new TreeMap<>();
        for (int i = 2; i < args.length; i++) {
            int end = args[i].indexOf('=');
            properties.put(args[i].substring(0, end), args[i].substring(end + 1));
        }
        Kind kind = args[0].equals("h2") ? Kind.H2 : Kind.POSTGRES;
        try (StateBackend backend = kind.open(new StateBackendConfig(args[1], properties))) {
            for (int id = (int) backend.lastCheckpointId() + 1; ; id++) {
                backend.apply(batch(id), id);
                System.out.println(id);
            }
        } catch (IOException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }
}
