// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

/**
 * The element of all measurements: one call of a model, as a decoder would have made it.
 *
 * @param key which model; elements of one key share the string
 * @param latency ms, a whole number, so that sums are exact in whatever order they are added
 * @param timestamp event time
 */
public record Call(String key, double latency, long timestamp) {}
