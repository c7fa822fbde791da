// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime;

import io.tidemark.runtime.cli.SystemShutdownHooks;
import io.tidemark.runtime.host.Host;

/** The process: {@code java -jar tidemark.jar <command>}. */
public final class Tidemark {
    private Tidemark() {}

    /** Runs the command in {@code arguments} and ends the process with its exit code. */
    public static void main(String[] arguments) {
        SystemShutdownHooks hooks = new SystemShutdownHooks();
        int code = DaggerTidemarkComponent.factory()
                .create(Host.system(), hooks, Tidemark.class.getClassLoader())
                .app()
                .run(arguments);
        hooks.exit(code);
    }
}
