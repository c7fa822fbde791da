// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

/**
 * Which elements of a view are the same.
 *
 * @param field the path of the id
 * @param ttl ms of event time
 */
public record DedupConfig(String field, long ttl) {}
