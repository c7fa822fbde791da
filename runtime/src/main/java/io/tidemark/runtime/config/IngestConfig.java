// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

/**
 * Where what is sent over HTTP is kept.
 *
 * @param path of the journal's directory
 * @param maxDiskBytes that the journal may have
 * @param maxRequestBytes a request with a longer body, unpacked, is refused
 */
public record IngestConfig(String path, long maxDiskBytes, int maxRequestBytes) {}
