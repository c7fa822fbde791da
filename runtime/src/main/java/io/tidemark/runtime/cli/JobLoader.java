// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import dagger.Lazy;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.JobFile;
import io.tidemark.runtime.config.Readiness;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.job.Archives;
import io.tidemark.runtime.job.CheckpointStorages;
import io.tidemark.runtime.job.JobPlan;
import io.tidemark.runtime.job.WarmBackends;
import io.tidemark.runtime.plugin.Plugins;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.time.ProcessingClock;
import java.util.List;

/** Reads job files with the names that the class path's plugins bring. */
public final class JobLoader {
    private final Host host;
    private final Lazy<Plugins> plugins;

    /** A loader; the plugins are looked for when they are first needed. */
    public JobLoader(Host host, Lazy<Plugins> plugins) {
        this.host = host;
        this.plugins = plugins;
    }

    Host host() {
        return host;
    }

    Plugins plugins() {
        return plugins.get();
    }

    JobFile load(JobOptions options) throws ConfigurationException {
        return load(options.file(), options.assignments());
    }

    JobFile load(String file, List<String> assignments) throws ConfigurationException {
        return JobFile.read(
                host.directory().resolve(file),
                file,
                assignments,
                host.environment(),
                plugins().vocabulary());
    }

    Readiness readiness(JobConfig config) {
        return Readiness.of(config, plugins().vocabulary());
    }

    CheckpointStorages checkpointStorages() {
        return new CheckpointStorages(plugins().checkpointStorages().byName(), host.directory());
    }

    Archives archives() {
        return new Archives(plugins().archives().byName(), host.directory());
    }

    WarmBackends warmBackends() {
        return new WarmBackends(plugins().backends().byName(), host.directory());
    }

    JobPlan plan(JobConfig config, ProcessingClock clock) throws ConfigurationException {
        return JobPlan.of(
                config, plugins().aggregates().byName(), plugins().formats().byName(), clock);
    }
}
