// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

/**
 * How far a partition of the source has come, as the watermark of a view sees it.
 *
 * @param partition its number
 * @param watermark what it says; {@link io.tidemark.watermark.Watermark#MIN} before its first element
 * @param isIdle whether it has been silent for so long that it holds nobody up
 * @param lastActive the processing time at which it yielded last, or was declared; pauses of ours are not counted. 0 where nothing is ever idle
 */
public record PartitionProgress(int partition, long watermark, boolean isIdle, long lastActive) {}
