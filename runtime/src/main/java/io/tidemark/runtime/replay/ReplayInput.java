// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.replay;

import java.io.IOException;
import java.io.InputStream;

/**
 * One input of a replay.
 *
 * @param name for messages
 * @param opener opens it
 * @param isRepeatable whether it can be opened again, as a pipe cannot
 */
public record ReplayInput(String name, Opener opener, boolean isRepeatable) {
    /** Opens an input. */
    @FunctionalInterface
    public interface Opener {
        /** Its bytes. */
        InputStream open() throws IOException;
    }
}
