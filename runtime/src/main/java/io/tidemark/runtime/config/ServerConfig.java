// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where HTTP is served, to whom, and how much of it.
 *
 * @param place where it stands
 * @param host to bind to
 * @param port 0 for any
 * @param token that every path but health needs
 * @param insecure whether anybody may ask, from anywhere
 * @param tls what HTTPS needs
 * @param requestsPerSecond more are refused
 * @param maxStreams so many readers of panes at once
 * @param maxBodyBytes a request with a larger body is refused
 */
public record ServerConfig(
        Place place,
        String host,
        int port,
        Optional<String> token,
        boolean insecure,
        Optional<Tls> tls,
        int requestsPerSecond,
        int maxStreams,
        long maxBodyBytes) {
    /**
     * PEM files.
     *
     * @param certificate the server's, and after it those that vouch for it
     * @param key of the certificate, PKCS #8, not encrypted
     */
    public record Tls(Path certificate, Path key) {}

    /** Without the token. */
    @Override
    public String toString() {
        return "ServerConfig[" + host + ":" + port + "]";
    }
}
