// SPDX-License-Identifier: Apache-2.0
package io.tidemark.kafka.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Ports that nobody listens at.
 *
 * <p>They are below the range that systems take for outgoing connections (Linux from 32768, others from 49152): while a broker
 * is down, a connection of someone else could take its port there, or a client that tries again and again could connect to itself.
 */
final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 100;

    private FreePorts() {}

    /** A port that is free now, other than the given one. */
    static int next(int taken) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (port != taken && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port between " + FIRST + " and " + LAST + " is free");
    }

    /** Ports that are free now, each another one. */
    static List<Integer> distinct(int count) {
        return Stream.generate(() -> next(0)).distinct().limit(count).toList();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() == port;
        } catch (IOException taken) {
            return false;
        }
    }
}
