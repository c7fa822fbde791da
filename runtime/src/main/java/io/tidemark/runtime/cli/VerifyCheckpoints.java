// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.render.Figures;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code checkpoints verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Read every byte of a checkpoint, or of all, and say what is damaged or missing.",
        footer = "%nExit code 0 when all of them are intact, 1 when one is not.")
final class VerifyCheckpoints implements Callable<Integer> {
    private final JobLoader loader;

    @Mixin
    private final JobOptions job = new JobOptions();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ID",
            description = "The number of the checkpoint; default: all.")
    private @Nullable Long id;

    VerifyCheckpoints(JobLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws Exception {
        try (StoredCheckpoints checkpoints =
                StoredCheckpoints.open(loader, loader.load(job).config())) {
            checkpoints.requireKnown(Optional.ofNullable(id));
            boolean areIntact = true;
            for (long each : ids(checkpoints)) {
                areIntact &= verify(checkpoints, each);
            }
            return areIntact ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }

    private Iterable<Long> ids(StoredCheckpoints checkpoints) {
        if (id != null) {
            return List.of(id);
        }
        SortedMap<Long, String> numbers = new TreeMap<>(checkpoints.unreadable());
        checkpoints.readable().forEach(checkpoint -> numbers.put(checkpoint.id(), ""));
        return numbers.keySet();
    }

    private boolean verify(StoredCheckpoints checkpoints, long number) throws IOException {
        Host host = loader.host();
        for (Checkpoint checkpoint : checkpoints.readable()) {
            if (checkpoint.id() == number) {
                List<String> problems = checkpoints.log().verify(checkpoint);
                tell(host, number, Figures.bytes((double) checkpoint.bytes()), problems);
                return problems.isEmpty();
            }
        }
        tell(host, number, "", List.of(String.valueOf(checkpoints.unreadable().get(number))));
        return false;
    }

    private static void tell(Host host, long id, String size, List<String> problems) {
        if (problems.isEmpty()) {
            host.out().println("checkpoint " + id + " is intact (" + size + ")");
        }
        for (String problem : problems) {
            host.out().println(Failures.line("checkpoint " + id + " is damaged: " + problem));
        }
    }
}
