// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.codec.ValueCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a key: its values, one after the other. The names are those of the view. */
final class KeyCodec implements StateCodec<Key> {
    private final List<String> names;

    KeyCodec(List<String> names) {
        this.names = names;
    }

    /** Another key of fields is another format: state by model is no use to a view by user. */
    @Override
    public String name() {
        return "tidemark.row_key" + names;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Key key, StateOutput out) {
        for (int i = 0; i < key.size(); i++) {
            ValueCodec.INSTANCE.write(key.value(i), out);
        }
    }

    @Override
    public Key read(StateInput in, int version) throws IOException {
        checkVersion(version);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            values.add(ValueCodec.INSTANCE.read(in, 1));
        }
        try {
            return Key.of(names, values);
        } catch (IllegalArgumentException e) {
            throw new CorruptStateException("a key cannot be " + values + ": " + e.getMessage());
        }
    }
}
