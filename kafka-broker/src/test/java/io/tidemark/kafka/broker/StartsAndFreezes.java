// SPDX-License-Identifier: Apache-2.0
package io.tidemark.kafka.broker;

import java.io.IOException;
import java.nio.file.Path;

/** A program that starts a broker, freezes it, writes its process id, and waits to be killed. */
final class StartsAndFreezes {
    private StartsAndFreezes() {}

    public static void main(String[] arguments) throws IOException {
        BrokerProcess broker = BrokerProcess.start(Path.of(arguments[0]));
        broker.suspend();
        System.out.println(broker.pid());
        System.in.read();
    }
}
