// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;

/**
 * What a pipeline has done so far.
 *
 * @param elements decoded elements, and records that could not be decoded
 * @param invalidRecords of them, those that no view could use: undecodable, too large, or with a bad timestamp
 * @param views what each view made of them, in order
 */
public record PipelineCounters(long elements, long invalidRecords, List<ViewCounters> views) {}
