// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.io.IOException;

/** The storage did not take a checkpoint. Nothing is lost while the job lives: the next one will have what this one would have had. */
final class UnwrittenCheckpointException extends IOException {
    private static final long serialVersionUID = 1;

    UnwrittenCheckpointException(long id, IOException cause) {
        super("checkpoint " + id + " could not be written: " + cause.getMessage(), cause);
    }
}
