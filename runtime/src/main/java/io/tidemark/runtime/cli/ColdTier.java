// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.archive.WindowArchive;
import io.tidemark.engine.JobBuilder;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.StateConfig;
import io.tidemark.runtime.job.Archives;
import io.tidemark.runtime.problem.ConfigurationException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/** The archive of a job that runs, open for as long as it does; none when the job has no cold tier. */
final class ColdTier implements AutoCloseable {
    private final StateConfig.Tier config;
    private final Optional<WindowArchive> archive;
    private final PrintStream err;

    private ColdTier(StateConfig.Tier config, Optional<WindowArchive> archive, PrintStream err) {
        this.config = config;
        this.archive = archive;
        this.err = err;
    }

    /** Opens the archive that {@code config} names. */
    static ColdTier of(JobConfig config, JobLoader loader) throws IOException, ConfigurationException {
        StateConfig.Tier cold = config.state().cold();
        return new ColdTier(
                cold,
                cold.isUsed() ? Optional.of(loader.archives().open(config)) : Optional.empty(),
                loader.host().err());
    }

    /** Lets the job archive what its windows hold. */
    void addTo(JobBuilder<?> builder) {
        archive.ifPresent(opened -> builder.archive(opened, Archives.retention(config), this::warn));
    }

    private void warn(String warning) {
        err.println("warning: " + warning);
    }

    @Override
    public void close() throws IOException {
        if (archive.isPresent()) {
            archive.get().close();
        }
    }
}
