// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import io.tidemark.codec.CorruptStateException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Whose database it is and where, to begin messages with: {@code the rocksdb state backend of 'costs' in state/costs}.
 *
 * @param kind the backend's name in a job file
 * @param name the job's name
 * @param directory where the files are
 */
public record Place(String kind, String name, Path directory) {
    private static final String REMEDY =
            "; delete this directory and start again: the checkpoint log restores what was in it";

    /** An error that says {@code what} happened here. */
    public IOException failed(String what) {
        return new IOException(this + " " + what);
    }

    /** An error that says {@code what} happened here, and what led to it. */
    public IOException failed(String what, Throwable cause) {
        return new IOException(this + " " + what, cause);
    }

    /** That it is damaged, {@code how}, and what to do: nothing is lost, see {@link io.tidemark.state.StateBackend}. */
    public CorruptStateException damaged(String how) {
        return new CorruptStateException(this + " is damaged: " + how + REMEDY);
    }

    /** That it is damaged, as {@code cause} says, and what to do. */
    public CorruptStateException damaged(Throwable cause) {
        return new CorruptStateException(this + " is damaged: " + cause.getMessage() + REMEDY, cause);
    }

    @Override
    public String toString() {
        return "the " + kind + " state backend of '" + name + "' in " + directory;
    }
}
