// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.job.StopSignal;
import io.tidemark.runtime.job.Summary;
import io.tidemark.runtime.log.JobLog;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run the job until its source ends or the process is told to stop (SIGTERM, Ctrl-C).",
        footer = "%nA one-object summary ends on the standard error.")
final class RunCommand implements Callable<Integer> {
    private final JobLoader loader;
    private final ShutdownHooks hooks;

    @Mixin
    private final JobOptions job = new JobOptions();

    @Mixin
    private final LogOptions logging = new LogOptions();

    RunCommand(JobLoader loader, ShutdownHooks hooks) {
        this.loader = loader;
        this.hooks = hooks;
    }

    @Override
    public Integer call() throws Exception {
        JobLog log = logging.log(loader.host());
        JobService service = JobService.of(loader.load(job), loader, log::say, log);
        StopSignal stop = new StopSignal();
        return hooks.during(stop, () -> {
            Optional<Summary> summary = service.run(stop, address -> log.say("serving at " + address));
            if (summary.isPresent()) {
                loader.host().err().write(summary.get().bytes());
            } else {
                log.say("stopped while it stood by");
            }
            return ExitCodes.DONE;
        });
    }
}
