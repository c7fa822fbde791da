// SPDX-License-Identifier: Apache-2.0
package io.tidemark.kafka.broker;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/** The file server.properties in a broker's directory. */
final class ServerProperties {
    static final String VOTERS = "controller.quorum.voters";

    private static final String HOST = "127.0.0.1";
    private static final String CLIENTS = "PLAINTEXT://" + HOST + ":";

    /** One node that starts fast, needs little and forgets nothing. */
    private static final Map<String, String> ONE_NODE = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
            // There is no other node that could hold a copy.
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            // Each partition is files to make, to open and to look at after a crash.
            Map.entry("offsets.topic.num.partitions", "2"),
            Map.entry("transaction.state.log.num.partitions", "2"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            // After a crash the controller waits this long before it takes the broker back: 3 s, not 9. A busy machine
            // may keep
            // a broker from its heartbeat for a second.
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "200"),
            // The one copy is the best one: a partition that a crash left without a leader has one within a second.
            Map.entry("unclean.leader.election.enable", "true"),
            Map.entry("unclean.leader.election.interval.ms", "1000"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            // Records keep the times of their events, which may be long ago: retention would delete them.
            Map.entry("log.retention.ms", "-1"),
            Map.entry("auto.create.topics.enable", "false"),
            // 128 MB otherwise, half of the heap.
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"));

    private final Path file;
    private final Properties values;

    private ServerProperties(Path file, Properties values) {
        this.file = file;
        this.values = values;
    }

    /** The directory's file; made when there is none, so that who starts again has the same ports. */
    static ServerProperties in(Path directory, BrokerSettings settings) throws IOException {
        Path file = directory.resolve("server.properties");
        if (!Files.exists(file)) {
            Files.createDirectories(directory);
            write(file, create(directory, settings));
        }
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        }
        return new ServerProperties(file, values);
    }

    private static Properties create(Path directory, BrokerSettings settings) {
        int clients = settings.port() == 0 ? FreePorts.next(0) : settings.port();
        String controller = HOST + ":" + FreePorts.next(clients);
        Properties values = new Properties();
        values.putAll(ONE_NODE);
        values.setProperty(
                "log.dirs", directory.resolve("data").toAbsolutePath().toString());
        values.setProperty(VOTERS, "1@" + controller);
        values.setProperty("listeners", CLIENTS + clients + ",CONTROLLER://" + controller);
        values.setProperty("advertised.listeners", CLIENTS + clients);
        settings.protocols().forEach(protocol -> {
            String listener = "," + protocol + "://" + HOST + ":" + FreePorts.next(clients);
            append(values, "listeners", listener);
            append(values, "advertised.listeners", listener);
            append(values, "listener.security.protocol.map", "," + protocol + ":" + protocol);
        });
        values.putAll(settings.properties());
        return values;
    }

    private static void append(Properties values, String name, String more) {
        values.setProperty(name, values.getProperty(name) + more);
    }

    private static void write(Path file, Properties values) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            values.store(writer, null);
        }
    }

    Path file() {
        return file;
    }

    Properties values() {
        return values;
    }

    boolean formatted() {
        return Files.exists(Path.of(values.getProperty("log.dirs")).resolve("meta.properties"));
    }

    /** Whether there are no others. */
    boolean isAlone() {
        return !voters().contains(",");
    }

    /** The id of the cluster: brokers with the same voters agree on one without being told. */
    Uuid clusterId() {
        UUID named = UUID.nameUUIDFromBytes(voters().getBytes(StandardCharsets.UTF_8));
        // Without the first bit, its text begins with no dash, which would look like an option.
        return new Uuid(named.getMostSignificantBits() & Long.MAX_VALUE, named.getLeastSignificantBits());
    }

    private String voters() {
        return values.getProperty(VOTERS);
    }

    String bootstrapServers() {
        return bootstrapServers("PLAINTEXT");
    }

    String bootstrapServers(String protocol) {
        return Stream.of(values.getProperty("advertised.listeners").split(","))
                .filter(listener -> listener.startsWith(protocol + "://"))
                .map(listener -> listener.substring(protocol.length() + "://".length()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the broker does not speak " + protocol));
    }
}
