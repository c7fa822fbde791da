// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;

/** Takes the entries of a checkpoint, which are nothing but puts. */
abstract class PutsOnly implements StateBatch.Visitor {
    @Override
    public final void delete(String store, byte[] key) {
        throw new IllegalArgumentException("the entries of a checkpoint are only put");
    }

    @Override
    public final void deleteRange(String store, KeyRange range) {
        throw new IllegalArgumentException("the entries of a checkpoint are only put");
    }
}
