// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Reads where HTTP is served. */
final class ServerBinder {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    private static final long MEGABYTE = 1 << 20;

    private ServerBinder() {}

    static Optional<ServerConfig> bind(Section section) {
        if (!section.isPresent()) {
            return Optional.empty();
        }
        String host = section.get("host", Values.text("a host name or an address"), "127.0.0.1");
        int port = section.get("port", Values.integer(0, 65_535), 8080L).intValue();
        Optional<String> token = section.optional("token", Values.secret("a token that is not empty"));
        boolean insecure = section.get("insecure", Values.flag(), false);
        if (!LOOPBACK.contains(host) && !section.has("token") && !insecure) {
            section.problem(
                    "host",
                    "anyone who reaches '" + host
                            + "' could read everything; set a token, 'token: \"${TIDEMARK_TOKEN}\"', or bind to 127.0.0.1."
                            + " Where something else keeps strangers out, say 'insecure: true'");
        }
        Optional<ServerConfig.Tls> tls = tls(section.section("tls"));
        int requests = section.get("requests_per_second", Values.integer(1, 1_000_000), 1000L)
                .intValue();
        int streams =
                section.get("max_streams", Values.integer(1, 100_000), 1000L).intValue();
        long body = section.get("max_body_mb", Values.integer(1, 1024), 8L) * MEGABYTE;
        section.close();
        return Optional.of(
                new ServerConfig(section.place(), host, port, token, insecure, tls, requests, streams, body));
    }

    private static Optional<ServerConfig.Tls> tls(Section section) {
        if (!section.isPresent()) {
            return Optional.empty();
        }
        String certificate = section.required("certificate", Values.text("a path"), "", "./tls/server.crt");
        String key = section.required("key", Values.text("a path"), "", "./tls/server.key");
        section.close();
        return Optional.of(new ServerConfig.Tls(Path.of(certificate), Path.of(key)));
    }
}
