// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.key.KeySelector;
import io.tidemark.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A lane on one worker: numbers the keys and hands elements to the operators of the lane's views.
 *
 * @param <E> the element
 * @param <K> the key
 */
final class LaneWorker<E, K> {
    private final KeySelector<? super E, K> selector;
    private final KeyDictionary<K> keys;
    private final Operator<E>[] operators;
    private final List<ViewTally> tallies = new ArrayList<>();

    @SuppressWarnings("unchecked") // An array of a generic type cannot be made otherwise; it stays private.
    LaneWorker(Lane<E, K> lane, Outputs outputs) {
        selector = lane.key().forThread();
        keys = new KeyDictionary<>(selector);
        operators = (Operator<E>[]) new Operator<?>[lane.views().size()];
        for (int i = 0; i < operators.length; i++) {
            View<E, K> view = lane.views().get(i);
            ViewTally tally = new ViewTally();
            tallies.add(tally);
            operators[i] = Planner.operator(view, keys, outputs, tally);
        }
    }

    /** The operator of the lane's {@code i}-th view. */
    Operator<E> operator(int i) {
        return operators[i];
    }

    /** What the lane's {@code i}-th view counted. */
    ViewTally tally(int i) {
        return tallies.get(i);
    }

    /** How many keys have state. */
    int keys() {
        return keys.size();
    }

    /** Takes an element whose key is known to be there; {@code hash} is the key's, spread. */
    void element(E element, long timestamp, int hash, int partition) {
        K key = Objects.requireNonNull(selector.key(element), "a key selector must give an element the same key again");
        element(key, element, timestamp, hash, partition);
    }

    /** Takes an element of the key {@code selected}, which a selector of the lane gave. */
    @SuppressWarnings("unchecked") // The lane's selectors give keys of type K.
    void element(Object selected, E element, long timestamp, int hash, int partition) {
        K key = (K) selected;
        int id = keys.find(key, hash);
        if (id == KeyDictionary.NONE) {
            id = keys.add(key, hash);
            operate(id, element, timestamp, partition);
            keys.releaseIfUnused(id);
        } else {
            operate(id, element, timestamp, partition);
        }
    }

    private void operate(int key, E element, long timestamp, int partition) {
        operators[0].element(key, element, timestamp, partition);
        for (int i = 1; i < operators.length; i++) {
            operators[i].element(key, element, timestamp, partition);
        }
    }
}
