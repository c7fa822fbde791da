// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import io.tidemark.runtime.table.TableFile;
import java.util.List;
import java.util.Optional;

/**
 * A job file, read and checked.
 *
 * @param place where it begins
 * @param job the job's name
 * @param source where records come from
 * @param views in the order of the file
 * @param state where state is kept
 * @param checkpoints when they are taken
 * @param memory how it is shared out
 * @param drain whether the end of a bounded input fires everything
 * @param parallelism how many workers
 * @param sinks where panes go
 * @param deadLetter where invalid records go
 * @param late where late elements go
 * @param server where HTTP is served
 * @param tables those in files of their own
 */
public record JobConfig(
        Place place,
        String job,
        SourceConfig source,
        List<ViewConfig> views,
        StateConfig state,
        CheckpointConfig checkpoints,
        MemoryConfig memory,
        boolean drain,
        int parallelism,
        List<SinkConfig> sinks,
        Optional<SinkConfig> deadLetter,
        Optional<SinkConfig> late,
        Optional<ServerConfig> server,
        List<TableFile> tables) {
    /** Keeps copies. */
    public JobConfig {
        views = List.copyOf(views);
        sinks = List.copyOf(sinks);
        tables = List.copyOf(tables);
    }
}
