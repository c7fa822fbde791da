// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.StateBackendConfig;
import java.time.Duration;

/**
 * How many connections there may be, and how long to wait for one.
 *
 * @param connections at least 2
 * @param patience until waiting is given up
 */
record PoolSize(int connections, Duration patience) {
    /** The property with the number of connections. */
    static final String POOL_SIZE = "pool_size";

    /** The property with the seconds to wait. */
    static final String CONNECT_TIMEOUT = "connect_timeout_seconds";

    static PoolSize of(StateBackendConfig config) {
        return new PoolSize(
                (int) config.number(POOL_SIZE, 10, 2, 200),
                Duration.ofSeconds(config.number(CONNECT_TIMEOUT, 10, 1, 3600)));
    }
}
