// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import java.util.Optional;

/**
 * A record to be written, and what is in it.
 *
 * @param partition where it goes
 * @param key of the record
 * @param timestamp event time, epoch ms
 * @param json its value
 * @param call when it is one that the view counts
 */
record Event(int partition, String key, long timestamp, String json, Optional<Call> call) {
    /**
     * A call of a model.
     *
     * @param model which one
     * @param latency in ms
     * @param cost in USD
     * @param isError whether it failed
     */
    record Call(String model, double latency, double cost, boolean isError) {}
}
