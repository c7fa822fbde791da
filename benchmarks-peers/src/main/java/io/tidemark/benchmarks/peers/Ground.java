// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import io.tidemark.kafka.broker.BrokerProcess;
import io.tidemark.kafka.broker.BrokerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A broker in a process of its own, and a directory that goes when all is done. */
final class Ground implements AutoCloseable {
    private final Path directory;
    private final BrokerProcess broker;
    private final Stage stage;

    /** Starts it, below {@code parent}. */
    Ground(Path parent, List<String> flags) throws IOException {
        directory = Files.createTempDirectory(Files.createDirectories(parent), "tidemark-peers");
        broker = BrokerProcess.start(directory.resolve("broker"), BrokerSettings.lasting());
        stage = new Stage(broker.bootstrapServers(), directory, flags);
    }

    /** Where contenders are run. */
    Stage stage() {
        return stage;
    }

    @Override
    public void close() throws IOException {
        broker.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** For work that goes on until it is told to end: in the common pool, whose threads are as few as the processors, it would keep all that waits for a process from going on. */
    static void onThreadOfItsOwn(Runnable work) {
        Thread thread = new Thread(work, "events");
        thread.setDaemon(true);
        thread.start();
    }
}
