// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import java.util.Optional;

/**
 * Where HTTP is served.
 *
 * @param place where it stands
 * @param host to bind to
 * @param port 0 for any
 * @param token that every path but health needs
 */
public record ServerConfig(Place place, String host, int port, Optional<String> token) {
    @Override
    public String toString() {
        return "ServerConfig[" + host + ":" + port + "]";
    }
}
