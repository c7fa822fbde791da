// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.plugin;

import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.archive.WindowArchiveFactory;
import io.tidemark.checkpoint.CheckpointStorageFactory;
import io.tidemark.llm.format.RowFormat;
import io.tidemark.llm.preset.Presets;
import io.tidemark.runtime.config.Vocabulary;
import io.tidemark.runtime.io.SinkProvider;
import io.tidemark.runtime.io.SourceProvider;
import io.tidemark.state.StateBackendFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that a job file can name.
 *
 * @param backends of state
 * @param checkpointStorages where checkpoints are kept
 * @param archives of finished windows
 * @param sources of records
 * @param sinks of panes
 * @param formats of records
 * @param aggregates of rows
 */
public record Plugins(
        Registry<StateBackendFactory> backends,
        Registry<CheckpointStorageFactory> checkpointStorages,
        Registry<WindowArchiveFactory> archives,
        Registry<SourceProvider> sources,
        Registry<SinkProvider> sinks,
        Registry<RowFormat> formats,
        Registry<RowAggregateFactory> aggregates) {
    /** The names, for reading a job file. */
    public Vocabulary vocabulary() {
        return new Vocabulary(
                aggregates.byName(),
                presets(),
                formats.byName().keySet(),
                backends.byName().keySet(),
                sources.byName().keySet(),
                sinks.byName().keySet(),
                checkpointStorages.byName().keySet(),
                archives.byName().keySet());
    }

    private static Map<String, Map<String, Map<String, Object>>> presets() {
        Map<String, Map<String, Map<String, Object>>> presets = new LinkedHashMap<>();
        Presets.byName().forEach((name, preset) -> presets.put(name, preset.aggregates()));
        return presets;
    }
}
