// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime;

import dagger.BindsInstance;
import dagger.Component;
import io.tidemark.runtime.cli.CommandLineApp;
import io.tidemark.runtime.cli.CommandModule;
import io.tidemark.runtime.cli.ShutdownHooks;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.plugin.PluginModule;

/** Puts everything together. */
@Component(modules = {CommandModule.class, PluginModule.class})
public interface TidemarkComponent {
    /** The command line. */
    CommandLineApp app();

    /** Makes the component. */
    @Component.Factory
    interface Factory {
        /**
         * The component.
         *
         * @param host what is around the process
         * @param hooks how it learns that the process ends
         * @param loader where plugins are looked for
         */
        TidemarkComponent create(
                @BindsInstance Host host, @BindsInstance ShutdownHooks hooks, @BindsInstance ClassLoader loader);
    }
}
