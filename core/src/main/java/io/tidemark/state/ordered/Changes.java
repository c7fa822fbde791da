// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCapabilities;
import java.io.IOException;

/**
 * Makes the changes of a batch, each in its store's place.
 *
 * @param keys where stores are
 * @param capabilities what keys may be
 * @param writer what makes them
 */
record Changes(StoreKeys keys, StateCapabilities capabilities, OrderedWriter writer) implements StateBatch.Visitor {
    @Override
    public void put(String store, byte[] key, byte[] value) throws IOException {
        capabilities.checkKey(key);
        writer.put(StoreKeys.key(keys.numberFor(store), key), value);
    }

    @Override
    public void delete(String store, byte[] key) throws IOException {
        capabilities.checkKey(key);
        int number = keys.number(store);
        if (number != StoreKeys.NONE) {
            writer.delete(StoreKeys.key(number, key));
        }
    }

    @Override
    public void deleteRange(String store, KeyRange range) throws IOException {
        capabilities.checkRange(range);
        int number = keys.number(store);
        if (number != StoreKeys.NONE && !range.isEmpty()) {
            writer.deleteRange(StoreKeys.range(number, range));
        }
    }
}
