// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import java.util.Optional;
import java.util.Set;

/** Reads where HTTP is served. */
final class ServerBinder {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private ServerBinder() {}

    static Optional<ServerConfig> bind(Section section) {
        if (!section.isPresent()) {
            return Optional.empty();
        }
        String host = section.get("host", Values.text("a host name or an address"), "127.0.0.1");
        int port = section.get("port", Values.integer(0, 65_535), 8080L).intValue();
        Optional<String> token = section.optional("token", Values.secret("a token that is not empty"));
        if (!LOOPBACK.contains(host) && !section.has("token")) {
            section.problem(
                    "host",
                    "anyone who reaches '" + host
                            + "' could read everything; set a token, 'token: \"${TIDEMARK_TOKEN}\"', or bind to 127.0.0.1");
        }
        section.close();
        return Optional.of(new ServerConfig(section.place(), host, port, token));
    }
}
