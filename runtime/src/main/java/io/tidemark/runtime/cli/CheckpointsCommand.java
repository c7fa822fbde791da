// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code checkpoints}, which has commands of its own. */
@Command(
        name = "checkpoints",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Look at the checkpoints of a job, also while it runs. Nothing is changed.")
final class CheckpointsCommand {
    private CheckpointsCommand() {}

    /** The command with those below it. */
    static CommandLine create(JobLoader loader) {
        return new CommandLine(new CheckpointsCommand())
                .addSubcommand(new ListCheckpoints(loader))
                .addSubcommand(new ShowCheckpoint(loader))
                .addSubcommand(new VerifyCheckpoints(loader))
                .addSubcommand(new ExportCheckpoint(loader));
    }
}
