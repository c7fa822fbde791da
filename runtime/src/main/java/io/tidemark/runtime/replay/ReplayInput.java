// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.replay;

import java.io.IOException;
import java.io.InputStream;

/**
 * One input of a replay.
 *
 * @param name for messages
 * @param opener opens it
 */
public record ReplayInput(String name, Opener opener) {
    /** Opens an input. */
    @FunctionalInterface
    public interface Opener {
        /** Its bytes. */
        InputStream open() throws IOException;
    }
}
