// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.io.IOException;

/** Another process writes the checkpoints of this job. Whoever gets this must stop: what it would write is not the newest any more. */
public final class FencedException extends IOException {
    private static final long serialVersionUID = 1;

    /** With a message that says what the other process wrote. */
    public FencedException(String message) {
        super(message);
    }
}
