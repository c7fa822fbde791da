// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What is common to all commands, and what is shown without one. */
@Command(
        name = "tidemark",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Event-time windows over LLM telemetry.",
        footer = "%nExit codes: 0 done, 1 failed while running, 2 bad usage or configuration.")
final class TidemarkCommand {
    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "On an error, print where in the program it happened.")
    private boolean stacktrace;

    boolean stacktrace() {
        return stacktrace;
    }
}
