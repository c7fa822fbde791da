// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.kafka.broker.BrokerProcess;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Mark;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a Kafka broker can be started from. It is not in the runnable jar, which it would make half as large again: building leaves its class path in the checkout. */
final class BrokerClassPath {
    private static final String BROKER = "kafka.server.KafkaRaftServer";

    private BrokerClassPath() {}

    /** The class path of a broker in the checkout {@code home}, or of this JVM if that has one. */
    static String find(Path home) throws IOException, ConfigurationException {
        if (isOnOwn()) {
            return System.getProperty("java.class.path");
        }
        Path target = home.resolve("kafka-broker/target");
        Path list = target.resolve("class-path");
        if (!Files.exists(list)) {
            throw new ConfigurationException(
                    Mark.option("--kafka"),
                    "",
                    "there is no " + list + ", and the broker is not in the runnable jar; in a checkout, run"
                            + " 'mvn -q -pl kafka-broker -Dquick package' and then './tidemark demo --kafka'");
        }
        return target.resolve("classes").toAbsolutePath() + File.pathSeparator + Files.readString(list);
    }

    private static boolean isOnOwn() {
        try {
            Class.forName(BROKER, false, BrokerProcess.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
