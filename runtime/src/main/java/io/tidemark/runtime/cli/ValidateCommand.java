// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.config.JobFile;
import io.tidemark.runtime.config.Readiness;
import io.tidemark.runtime.problem.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code validate}. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description =
                "Print the job's configuration with all defaults filled in and secrets masked, or everything that is wrong with it.",
        footer =
                "%nExit code 0 when the file is right, 2 when it is not. What this version cannot 'run' is noted on the standard error.")
final class ValidateCommand implements Callable<Integer> {
    private final JobLoader loader;

    @Mixin
    private final JobOptions job = new JobOptions();

    ValidateCommand(JobLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws Exception {
        JobFile file = loader.load(job);
        loader.plan(file.config(), () -> 0);
        loader.host().out().print(file.toYaml());
        Readiness readiness = loader.readiness(file.config());
        for (Problem refusal : readiness.refusals()) {
            loader.host().err().println("note: 'run' would refuse: " + refusal.line());
        }
        readiness.notes().forEach(note -> loader.host().err().println("note: " + note.line()));
        return ExitCodes.DONE;
    }
}
