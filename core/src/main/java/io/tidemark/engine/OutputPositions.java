// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.sink.Rewindable;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Keeps in each checkpoint where the outputs stand that can go back, and has them go back there. */
final class OutputPositions {
    /** The store of the positions, by target. */
    static final String STORE = "outputs";

    private final List<Rewindable> outputs = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    /** Of those of {@code all} that can go back. */
    OutputPositions(List<?> all) {
        for (Object output : all) {
            if (output instanceof Rewindable rewindable) {
                outputs.add(rewindable);
            }
        }
    }

    /** Makes the outputs durable, and adds where they stand to {@code batch}. */
    void save(StateBatch batch) throws IOException {
        for (Rewindable output : outputs) {
            OptionalLong position = output.position();
            if (position.isPresent()) {
                StateOutput value = new StateOutput();
                value.writeText(output.target());
                value.writeVarLong(position.getAsLong());
                batch.put(STORE, EntryKey.of(new byte[0], 0, StateOutput.text(output.target())), value.toByteArray());
            }
        }
    }

    /** Whether the checkpoint that was restored says of every output where it stood. */
    boolean areKnown() throws IOException {
        for (Rewindable output : outputs) {
            if (!known.contains(output.target()) && output.position().isPresent()) {
                return false;
            }
        }
        return true;
    }

    /** Has the output of an entry go back; one that is not there any more is left as it is. */
    void restore(StateInput value) throws IOException {
        String target = value.readText();
        long position = value.readVarLong();
        for (Rewindable output : outputs) {
            if (output.target().equals(target)) {
                known.add(target);
                output.rewind(position);
            }
        }
    }
}
