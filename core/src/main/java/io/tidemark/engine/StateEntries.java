// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.state.StateBatch;
import java.io.IOException;

/** All entries of a checkpoint, wherever they are kept. */
@FunctionalInterface
public interface StateEntries {
    /** Puts each entry once into {@code visitor}, ascending by store and key, and deletes nothing. */
    void forEach(StateBatch.Visitor visitor) throws IOException;
}
