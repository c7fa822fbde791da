// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.key.KeySelector;
import io.tidemark.view.Deduplication;
import io.tidemark.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Views that take the same elements by the same key: an element is filtered, checked for its key, deduplicated, routed and numbered once for all of them.
 *
 * @param index of the lane in the pipeline
 * @param filter which elements take part
 * @param key by what they are aggregated
 * @param deduplication which of them are the same
 * @param views whose lane it is
 * @param <E> the element
 * @param <K> the key
 */
record Lane<E, K>(
        int index,
        Predicate<? super E> filter,
        KeySelector<? super E, K> key,
        Optional<Deduplication<E>> deduplication,
        List<View<E, K>> views) {

    /**
     * What views must have in common. Deduplication forgets by the watermark, so with it the watermarks must be the same too.
     */
    private record Signature(Object filter, Object key, Object deduplication, Object watermarks) {
        static Signature of(View<?, ?> view) {
            Object watermarks = view.deduplication().isPresent() ? view.watermarks() : "any";
            return new Signature(view.filter(), view.key(), view.deduplication(), watermarks);
        }
    }

    /** Groups {@code views} into lanes. */
    static <E> List<Lane<E, ?>> of(List<? extends View<E, ?>> views) {
        Map<Signature, List<View<E, ?>>> groups = new LinkedHashMap<>();
        for (View<E, ?> view : views) {
            groups.computeIfAbsent(Signature.of(view), signature -> new ArrayList<>())
                    .add(view);
        }
        List<Lane<E, ?>> lanes = new ArrayList<>();
        for (List<View<E, ?>> group : groups.values()) {
            lanes.add(of(lanes.size(), group));
        }
        return lanes;
    }

    @SuppressWarnings("unchecked") // Equal selectors yield keys of one type.
    private static <E, K> Lane<E, K> of(int index, List<View<E, ?>> group) {
        List<View<E, K>> views = (List<View<E, K>>) (List<?>) group;
        View<E, K> first = views.get(0);
        return new Lane<>(index, first.filter(), first.key(), first.deduplication(), List.copyOf(views));
    }
}
