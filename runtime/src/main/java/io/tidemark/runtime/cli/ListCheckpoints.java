// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.render.Figures;
import io.tidemark.runtime.render.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code checkpoints list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List the checkpoints of a job, oldest first.")
final class ListCheckpoints implements Callable<Integer> {
    private final JobLoader loader;

    @Mixin
    private final JobOptions job = new JobOptions();

    ListCheckpoints(JobLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws Exception {
        Host host = loader.host();
        try (StoredCheckpoints checkpoints =
                StoredCheckpoints.open(loader, loader.load(job).config())) {
            if (checkpoints.isEmpty()) {
                host.err().println(Failures.line(checkpoints.none()));
                return ExitCodes.DONE;
            }
            table(checkpoints.readable(), host)
                    .lines(host.outTerminal().columns())
                    .forEach(host.out()::println);
            checkpoints
                    .unreadable()
                    .forEach((id, problem) ->
                            host.err().println(Failures.line("checkpoint " + id + " cannot be read: " + problem)));
            return ExitCodes.DONE;
        }
    }

    private static Table table(List<Checkpoint> checkpoints, Host host) {
        Table table = Table.of(List.of(
                new Table.Column("id", true),
                new Table.Column("created", false),
                new Table.Column("age", true),
                new Table.Column("size", true),
                new Table.Column("segments", false),
                new Table.Column("lowest_watermark", false),
                new Table.Column("positions", false)));
        for (Checkpoint checkpoint : checkpoints) {
            table.add(List.of(
                    Long.toString(checkpoint.id()),
                    Figures.time(checkpoint.header().createdAt()),
                    CheckpointFigures.age(checkpoint, host),
                    Figures.bytes((double) checkpoint.bytes()),
                    CheckpointFigures.segments(checkpoint),
                    CheckpointFigures.lowestWatermark(checkpoint.header()),
                    CheckpointFigures.positions(checkpoint.header())));
        }
        return table;
    }
}
