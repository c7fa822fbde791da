// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.Segment;
import io.tidemark.engine.StateReader;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.render.Figures;
import io.tidemark.runtime.render.Table;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code checkpoints show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Show what a checkpoint holds, by default the newest one: positions, watermarks, the state of each view, segments.")
final class ShowCheckpoint implements Callable<Integer> {
    private final JobLoader loader;

    @Mixin
    private final JobOptions job = new JobOptions();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ID",
            description = "The number of the checkpoint; default: the newest one.")
    private @Nullable Long id;

    ShowCheckpoint(JobLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = loader.load(job).config();
        StateReader reader = new StateReader(loader.plan(config, () -> 0).views());
        try (StoredCheckpoints checkpoints = StoredCheckpoints.open(loader, config)) {
            Checkpoint checkpoint = checkpoints.find(Optional.ofNullable(id));
            StateCounts counts = new StateCounts(checkpoint.header().watermarks());
            checkpoints.log().read(checkpoint, new PutVisitor(reader, counts::take));
            show(checkpoint, counts);
        }
        return ExitCodes.DONE;
    }

    private void show(Checkpoint checkpoint, StateCounts counts) {
        Host host = loader.host();
        host.out()
                .println(Failures.line("checkpoint " + checkpoint.id() + " of the job '"
                        + checkpoint.header().job() + "', created "
                        + Figures.time(checkpoint.header().createdAt()) + " (" + CheckpointFigures.age(checkpoint, host)
                        + " ago), " + Figures.bytes((double) checkpoint.bytes()) + ", "
                        + CheckpointFigures.segments(checkpoint)));
        print(positions(checkpoint));
        print(counts.table());
        print(segments(checkpoint));
    }

    private void print(Table table) {
        loader.host().out().println();
        table.lines(loader.host().outTerminal().columns()).forEach(loader.host().out()::println);
    }

    private static Table positions(Checkpoint checkpoint) {
        Table table = Table.of(List.of(new Table.Column("partition", true), new Table.Column("next_offset", true)));
        checkpoint
                .header()
                .positions()
                .next()
                .forEach((partition, offset) -> table.add(List.of(Integer.toString(partition), Long.toString(offset))));
        return table;
    }

    private static Table segments(Checkpoint checkpoint) {
        Table table = Table.of(List.of(
                new Table.Column("segment", true),
                new Table.Column("kind", false),
                new Table.Column("changes", true),
                new Table.Column("blobs", true),
                new Table.Column("size", true)));
        String kind = "base";
        for (Segment segment : checkpoint.segments()) {
            table.add(List.of(
                    Long.toString(segment.number()),
                    kind,
                    Figures.whole(segment.entries()),
                    Integer.toString(segment.parts().size()),
                    Figures.bytes((double) segment.bytes())));
            kind = "delta";
        }
        return table;
    }
}
