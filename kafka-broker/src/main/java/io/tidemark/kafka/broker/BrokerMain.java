// SPDX-License-Identifier: Apache-2.0
package io.tidemark.kafka.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker, controller included, that runs until its standard input ends or a signal stops it.
 *
 * <p>Takes a directory, and a port (0 or none: a free one). It makes the directory, and formats the storage, where that has not
 * been done; a port that the directory already has wins. It writes one line when it can be asked: {@code ready HOST:PORT}.
 *
 * <p>Ending with its standard input, it cannot outlive the process that holds the other end, however that one died.
 */
public final class BrokerMain {
    static final String READY = "ready ";

    static {
        // Before the first logger: without it, or with the one of whoever starts this, everything or nothing would be
        // logged.
        System.setProperty("logback.configurationFile", "io/tidemark/kafka/broker/logback.xml");
    }

    private static final Logger LOG = LoggerFactory.getLogger(BrokerMain.class);
    private static final int STOP_SECONDS = 10;

    private BrokerMain() {}

    /** Runs the broker; returns when it was stopped. */
    public static void main(String[] arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("Usage: BrokerMain DIRECTORY [PORT]; ends with the standard input");
            System.exit(2);
        }
        try {
            int port = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 0;
            run(ServerProperties.in(
                    Path.of(arguments[0]), BrokerSettings.defaults().withPort(port)));
        } catch (Exception e) {
            LOG.error("The broker does not start", e);
            // Threads of a broker that started half would go on.
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(ServerProperties properties) throws IOException {
        CompletableFuture<KafkaRaftServer> started = new CompletableFuture<>();
        Thread watcher = new Thread(() -> stopWithInput(started), "standard-input");
        watcher.setDaemon(true);
        watcher.start();
        if (!properties.formatted()) {
            format(properties);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties.values(), false), Time.SYSTEM);
        server.startup();
        started.complete(server);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
        System.out.println(READY + properties.bootstrapServers());
        server.awaitShutdown();
    }

    private static void format(ServerProperties properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "format",
                "--cluster-id",
                properties.clusterId().toString(),
                "--config",
                properties.file().toString()));
        if (properties.isAlone()) {
            // KIP-966: after a crash no replica would be in sync. One node has nothing to choose from.
            arguments.addAll(List.of("--feature", "eligible.leader.replicas.version=0"));
        }
        int code = StorageTool.execute(arguments.toArray(String[]::new), System.err);
        if (code != 0) {
            throw new IllegalStateException("the storage could not be formatted: exit code " + code);
        }
    }

    private static void stopWithInput(CompletableFuture<KafkaRaftServer> started) {
        try {
            while (System.in.read() >= 0) {
                // What is typed means nothing; only the end does.
            }
        } catch (IOException e) {
            LOG.warn("The standard input cannot be read; the broker ends as if it had ended", e);
        }
        KafkaRaftServer server = started.getNow(null);
        if (server != null) {
            stop(server);
        }
        Runtime.getRuntime().halt(0);
    }

    private static void stop(KafkaRaftServer server) {
        try {
            CompletableFuture.runAsync(server::shutdown).get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            LOG.warn("The broker does not stop in order; it ends all the same", e);
            Runtime.getRuntime().halt(1);
        }
    }
}
