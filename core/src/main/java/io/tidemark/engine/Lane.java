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
 * @param origin what the elements are of: {@link Batch#SOURCE}, or {@code i + 1} for the {@code i}-th join
 * @param filter which elements take part
 * @param key by what they are aggregated
 * @param deduplication which of them are the same
 * @param views whose lane it is
 * @param <E> the element
 * @param <K> the key
 */
record Lane<E, K>(
        int index,
        int origin,
        Predicate<? super E> filter,
        KeySelector<? super E, K> key,
        Optional<Deduplication<E>> deduplication,
        List<View<E, K>> views) {

    /**
     * What views must have in common. Deduplication and joins forget by the watermark, so with them the watermarks must be the same too.
     */
    private record Signature(Object join, Object filter, Object key, Object deduplication, Object watermarks) {
        static Signature of(View<?, ?> view) {
            Object watermarks = view.deduplication().isPresent() || view.join().isPresent() ? view.watermarks() : "any";
            return new Signature(view.join(), view.filter(), view.key(), view.deduplication(), watermarks);
        }
    }

    /** Groups {@code views} into lanes. */
    static <E> List<Lane<E, ?>> of(List<? extends View<E, ?>> views, List<Topology.Joint<E>> joints) {
        Map<Signature, List<View<E, ?>>> groups = new LinkedHashMap<>();
        for (View<E, ?> view : views) {
            groups.computeIfAbsent(Signature.of(view), signature -> new ArrayList<>())
                    .add(view);
        }
        List<Lane<E, ?>> lanes = new ArrayList<>();
        for (List<View<E, ?>> group : groups.values()) {
            lanes.add(of(lanes.size(), origin(group.get(0), joints), group));
        }
        return lanes;
    }

    private static <E> int origin(View<E, ?> view, List<Topology.Joint<E>> joints) {
        for (int i = 0; i < joints.size(); i++) {
            if (joints.get(i).views().contains(view)) {
                return i + 1;
            }
        }
        return Batch.SOURCE;
    }

    @SuppressWarnings("unchecked") // Equal selectors yield keys of one type.
    private static <E, K> Lane<E, K> of(int index, int origin, List<View<E, ?>> group) {
        List<View<E, K>> views = (List<View<E, K>>) (List<?>) group;
        View<E, K> first = views.get(0);
        return new Lane<>(index, origin, first.filter(), first.key(), first.deduplication(), List.copyOf(views));
    }
}
