// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.aggregate.RowAggregateFactory;
import java.util.Map;
import java.util.Set;

/**
 * The names that a job file may use because a plugin brings them.
 *
 * @param aggregates the functions by name
 * @param presets by name, what each stands for: the arguments, {@code fn} among them, by the name of the result
 * @param formats of records
 * @param backends of state
 * @param sources of records
 * @param sinks of panes
 * @param checkpointStorages where checkpoints are kept
 * @param archives of finished windows
 */
public record Vocabulary(
        Map<String, RowAggregateFactory> aggregates,
        Map<String, Map<String, Map<String, Object>>> presets,
        Set<String> formats,
        Set<String> backends,
        Set<String> sources,
        Set<String> sinks,
        Set<String> checkpointStorages,
        Set<String> archives) {}
