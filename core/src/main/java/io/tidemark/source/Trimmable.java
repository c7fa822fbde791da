// SPDX-License-Identifier: Apache-2.0
package io.tidemark.source;

import java.io.IOException;

/**
 * What a source is besides when it keeps its records itself, and may delete those that nobody will read again.
 *
 * <p>A job that takes checkpoints calls {@link #trim} after each of them, with where the <em>oldest</em> one that is kept stands: a restart may have to go back to that one, when the newer ones are damaged. A job without checkpoints
 * calls it after it has made visible what it read.
 */
public interface Trimmable {
    /**
     * No source will be opened before {@code oldest} again. Comes on the thread that polls, between polls. What it deletes, and when, is the source's to decide.
     *
     * @throws IOException when deleting failed; the job goes on, and what is left is deleted later
     */
    void trim(Positions oldest) throws IOException;
}
