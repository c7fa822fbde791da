// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

/**
 * One blob of a segment, as the manifest knows it.
 *
 * @param length in bytes
 * @param checksum the CRC32C of all its bytes
 */
public record SegmentPart(int length, int checksum) {}
