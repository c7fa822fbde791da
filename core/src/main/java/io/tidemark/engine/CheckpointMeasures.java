// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

/**
 * What checkpoints took, in this process.
 *
 * @param seconds from when what has changed was asked for until it was written, committed, and in the warm tier
 * @param failures how many could not be written
 * @param bytes that the last one consists of, what it shares with those before it included; 0 before there is one
 */
public record CheckpointMeasures(Distribution seconds, long failures, long bytes) {}
