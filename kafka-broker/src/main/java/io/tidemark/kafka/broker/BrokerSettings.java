// SPDX-License-Identifier: Apache-2.0
package io.tidemark.kafka.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a broker process is started.
 *
 * @param classPath where the process finds this module, the broker and their dependencies
 * @param jvmArguments of its JVM
 * @param port that clients connect to; 0 takes a free one
 * @param protocols that clients may speak beside {@code PLAINTEXT}, such as {@code SASL_SSL}: each has a free port
 * @param properties of the broker, which win over the module's own
 */
public record BrokerSettings(
        String classPath, List<String> jvmArguments, int port, List<String> protocols, Map<String, String> properties) {
    /** A small heap, the cheapest collector, and only the compiler that is quick to compile: it starts in 3.5 s instead of 5.5. */
    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    /** What a broker needs that works for long. */
    private static final List<String> LASTING = List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");

    /** Copies what it is given. */
    public BrokerSettings {
        jvmArguments = List.copyOf(jvmArguments);
        protocols = List.copyOf(protocols);
        properties = Map.copyOf(properties);
    }

    /** The class path of this JVM, a free port, and a small JVM that starts fast. */
    public static BrokerSettings defaults() {
        return new BrokerSettings(System.getProperty("java.class.path"), SMALL, 0, List.of(), Map.of());
    }

    /** As {@link #defaults}, but with a JVM for measurements: a heap of 1 GB, all compilers, the collector G1. */
    public static BrokerSettings lasting() {
        return new BrokerSettings(System.getProperty("java.class.path"), LASTING, 0, List.of(), Map.of());
    }

    /** Another class path, for a JVM whose own has no broker. */
    public BrokerSettings withClassPath(String other) {
        return new BrokerSettings(other, jvmArguments, port, protocols, properties);
    }

    /** More arguments of the JVM; of two that contradict each other the JVM takes the last. */
    public BrokerSettings withJvmArguments(String... more) {
        List<String> all = new ArrayList<>(jvmArguments);
        all.addAll(List.of(more));
        return new BrokerSettings(classPath, all, port, protocols, properties);
    }

    /** The port that clients connect to; 0 takes a free one. */
    public BrokerSettings withPort(int other) {
        return new BrokerSettings(classPath, jvmArguments, other, protocols, properties);
    }

    /** One more protocol, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}, on a port of its own; what it needs is said with properties. */
    public BrokerSettings withProtocol(String protocol) {
        List<String> all = new ArrayList<>(protocols);
        all.add(protocol);
        return new BrokerSettings(classPath, jvmArguments, port, all, properties);
    }

    /** One more property of the broker. */
    public BrokerSettings withProperty(String name, String value) {
        Map<String, String> all = new HashMap<>(properties);
        all.put(name, value);
        return new BrokerSettings(classPath, jvmArguments, port, protocols, all);
    }
}
