// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

/**
 * A blob as a listing shows it.
 *
 * @param name its name
 * @param length in bytes
 */
public record StoredBlob(String name, long length) {}
