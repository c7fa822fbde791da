// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** The keys of one view on one worker whose state changed since the last checkpoint. A key keeps its id until then, also when nothing else holds it. */
final class ChangedKeys {
    private final KeyDictionary<?> keys;
    private final boolean isKept;
    private boolean[] isChanged = new boolean[64];
    private int[] changed = new int[64];
    private int count;

    /** Of the keys of {@code keys}; of none, where no checkpoints are taken. */
    ChangedKeys(KeyDictionary<?> keys, boolean isKept) {
        this.keys = keys;
        this.isKept = isKept;
    }

    /** Whether checkpoints are taken. */
    boolean isKept() {
        return isKept;
    }

    /** The state of {@code key} changes. */
    void mark(int key) {
        if (isKept && (key >= isChanged.length || !isChanged[key])) {
            note(key);
        }
    }

    /** Hands over every key that was marked since the last time. */
    void drain(IntConsumer consumer) {
        for (int i = 0; i < count; i++) {
            int key = changed[i];
            consumer.accept(key);
            isChanged[key] = false;
            keys.release(key);
        }
        count = 0;
    }

    private void note(int key) {
        if (key >= isChanged.length) {
            isChanged = Arrays.copyOf(isChanged, Math.max(key + 1, isChanged.length * 2));
        }
        if (count == changed.length) {
            changed = Arrays.copyOf(changed, changed.length * 2);
        }
        isChanged[key] = true;
        changed[count++] = key;
        keys.retain(key);
    }
}
