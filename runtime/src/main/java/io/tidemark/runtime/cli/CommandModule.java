// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.plugin.Plugins;
import java.util.List;

/** Makes the commands. */
@Module
public final class CommandModule {
    private CommandModule() {}

    @Provides
    static JobLoader jobLoader(Host host, Lazy<Plugins> plugins) {
        return new JobLoader(host, plugins);
    }

    @Provides
    static CommandLineApp app(Host host, JobLoader loader, ShutdownHooks hooks) {
        return new CommandLineApp(
                host,
                List.of(
                        new DemoCommand(loader, hooks),
                        new RunCommand(loader, hooks),
                        new ReplayCommand(loader),
                        new GenerateCommand(loader, hooks),
                        new ValidateCommand(loader),
                        new ExplainCommand(loader),
                        CheckpointsCommand.create(loader),
                        new ArchiveCommand(loader),
                        new BackendsCommand(loader)));
    }
}
