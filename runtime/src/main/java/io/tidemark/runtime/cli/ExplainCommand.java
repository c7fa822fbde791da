// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.element.Row;
import io.tidemark.llm.row.Key;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.StateConfig;
import io.tidemark.runtime.config.ViewConfig;
import io.tidemark.runtime.job.Archives;
import io.tidemark.runtime.job.JobPlan;
import io.tidemark.view.View;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Show how each view is computed: its path and why, the width of its slices, its state for each key, and an estimate of memory.")
final class ExplainCommand implements Callable<Integer> {
    private final JobLoader loader;

    @Mixin
    private final JobOptions job = new JobOptions();

    ExplainCommand(JobLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = loader.load(job).config();
        JobPlan plan = loader.plan(config, () -> 0);
        List<View<Row, Key>> views = plan.views();
        for (int i = 0; i < views.size(); i++) {
            ViewConfig view = config.views().get(i);
            Explanation.lines(view, views.get(i), plan.binding().schema())
                    .forEach(loader.host().out()::println);
        }
        StateConfig.Tier cold = config.state().cold();
        if (cold.isUsed()) {
            loader.host()
                    .out()
                    .println("archive: " + cold.backend() + ", keeps what finished windows hold for "
                            + Archives.retention(cold).toDays() + " days");
        }
        return ExitCodes.DONE;
    }
}
