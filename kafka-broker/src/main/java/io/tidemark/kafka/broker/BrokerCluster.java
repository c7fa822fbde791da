// SPDX-License-Identifier: Apache-2.0
package io.tidemark.kafka.broker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Three real Kafka brokers, each with its controller and in a process of its own: any one may be away, and nothing that was acknowledged is lost.
 *
 * <p>New topics, and those of groups and transactions, have three copies, of which two must have a record before it is acknowledged ({@code min.insync.replicas=2}); no broker that lacks records
 * becomes a leader. The broker with id {@code n} is {@link #broker broker(n)}, from 1 on, and has the directory {@code broker-n}.
 */
public final class BrokerCluster implements AutoCloseable {
    /** How many brokers there are, with the ids from 1 to this. */
    public static final int SIZE = 3;

    private static final String HOST = "127.0.0.1";

    private final List<BrokerProcess> brokers;

    private BrokerCluster(List<BrokerProcess> brokers) {
        this.brokers = brokers;
    }

    /**
     * Starts the brokers and returns when all of them answer.
     *
     * @param directory new or empty
     * @param settings of each broker, but for its port and protocols, which play no part; its properties win over the cluster's
     * @throws IllegalStateException if one does not start within a minute; the end of its log is in the message, and the others are stopped
     */
    public static BrokerCluster start(Path directory, BrokerSettings settings) {
        List<Integer> ports = FreePorts.distinct(2 * SIZE);
        // At once: none of them serves before two are there to elect a controller.
        List<CompletableFuture<BrokerProcess>> starting = IntStream.rangeClosed(1, SIZE)
                .mapToObj(id -> CompletableFuture.supplyAsync(
                        () -> BrokerProcess.start(directory.resolve("broker-" + id), settingsOf(id, ports, settings)),
                        task -> new Thread(task, "start-broker-" + id).start()))
                .toList();
        List<BrokerProcess> started = new ArrayList<>();
        @Nullable CompletionException failure = null;
        for (CompletableFuture<BrokerProcess> one : starting) {
            try {
                started.add(one.join());
            } catch (CompletionException e) {
                failure = e;
            }
        }
        BrokerCluster brokers = new BrokerCluster(List.copyOf(started));
        if (failure != null) {
            brokers.close();
            throw new IllegalStateException("the cluster did not start: " + failure.getMessage(), failure);
        }
        return brokers;
    }

    private static BrokerSettings settingsOf(int id, List<Integer> ports, BrokerSettings settings) {
        String clients = "PLAINTEXT://" + HOST + ":" + ports.get(id - 1);
        String voters = IntStream.rangeClosed(1, SIZE)
                .mapToObj(voter -> voter + "@" + HOST + ":" + ports.get(SIZE + voter - 1))
                .collect(Collectors.joining(","));
        String copies = Integer.toString(SIZE);
        BrokerSettings all = settings.withProperty("node.id", Integer.toString(id))
                .withProperty(ServerProperties.VOTERS, voters)
                .withProperty("listeners", clients + ",CONTROLLER://" + HOST + ":" + ports.get(SIZE + id - 1))
                .withProperty("advertised.listeners", clients)
                .withProperty("default.replication.factor", copies)
                .withProperty("min.insync.replicas", "2")
                .withProperty("offsets.topic.replication.factor", copies)
                .withProperty("transaction.state.log.replication.factor", copies)
                .withProperty("transaction.state.log.min.isr", "2")
                .withProperty("unclean.leader.election.enable", "false");
        for (var own : settings.properties().entrySet()) {
            all = all.withProperty(own.getKey(), own.getValue());
        }
        return all;
    }

    /** Hosts and ports of all brokers, as clients' property {@code bootstrap.servers} wants them. */
    public String bootstrapServers() {
        return brokers.stream().map(BrokerProcess::bootstrapServers).collect(Collectors.joining(","));
    }

    /**
     * One of them.
     *
     * @param id from 1 to {@link #SIZE}, as Kafka's clients tell it
     */
    public BrokerProcess broker(int id) {
        return brokers.get(id - 1);
    }

    /** Which of them run, and the last lines of their logs, for messages; never throws. */
    public String tail() {
        return brokers.stream()
                .map(broker -> broker.log() + (broker.isAlive() ? ", runs:\n" : ", is dead:\n") + broker.tail() + "\n")
                .collect(Collectors.joining());
    }

    /** Kills the brokers: with the first two gone in order, the last one could not end in order any more. The directories stay. */
    @Override
    public void close() {
        brokers.forEach(BrokerProcess::kill);
    }
}
