// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/** The keys of one view on one worker whose state changed since the last checkpoint. A key keeps its id until then, also when nothing else holds it. */
final class ChangedKeys {
    private final KeyDictionary<?> keys;
    private final boolean isKept;
    private boolean[] isChanged = new boolean[64];
    private int[] changed = new int[64];
    private int count;

    /** Where in {@link #changed} the first one is. */
    private int first;

    /** When a key was saved last, in saves. */
    private int[] savedAt = new int[64];

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

    /** Whether the state of {@code key} has changed. */
    boolean isMarked(int key) {
        return key < isChanged.length && isChanged[key];
    }

    /** How many keys have changed. */
    int count() {
        return count - first;
    }

    /** Hands over every key that was marked since the last time; {@code age} saves came before. */
    void drain(int age, IntConsumer consumer) {
        for (int i = first; i < count; i++) {
            consumer.accept(changed[i]);
            unmark(changed[i], age);
        }
        first = 0;
        count = 0;
    }

    /** Hands over those that were marked first, up to {@code limit} of them; the ones that {@code consumer} does not take stay marked. */
    void drainSome(int age, int limit, IntPredicate consumer) {
        int end = Math.min(count, first + limit);
        int kept = end;
        for (int i = end - 1; i >= first; i--) {
            if (consumer.test(changed[i])) {
                unmark(changed[i], age);
            } else {
                changed[--kept] = changed[i];
            }
        }
        first = kept;
    }

    private void unmark(int key, int age) {
        isChanged[key] = false;
        saved(key, age);
        keys.release(key);
    }

    /** The state of {@code key} is as it was saved, and that was after {@code age} saves. */
    void saved(int key, int age) {
        if (key >= savedAt.length) {
            savedAt = Arrays.copyOf(savedAt, Math.max(key + 1, savedAt.length * 2));
        }
        savedAt[key] = age;
    }

    /** How many saves came before the one at which the state of {@code key} changed last. */
    int savedAt(int key) {
        return savedAt[key];
    }

    private void note(int key) {
        if (key >= isChanged.length) {
            isChanged = Arrays.copyOf(isChanged, Math.max(key + 1, isChanged.length * 2));
        }
        if (count == changed.length) {
            makeRoom();
        }
        isChanged[key] = true;
        changed[count++] = key;
        keys.retain(key);
    }

    private void makeRoom() {
        int[] room = count() > changed.length / 2 ? new int[changed.length * 2] : changed;
        System.arraycopy(changed, first, room, 0, count());
        changed = room;
        count -= first;
        first = 0;
    }
}
