// SPDX-License-Identifier: Apache-2.0
package io.tidemark.source;

import io.tidemark.element.InvalidReason;

/**
 * Takes what a decoder makes of a record.
 *
 * @param <E> the element
 */
public interface ElementCollector<E> {
    /**
     * Takes an element.
     *
     * @param timestamp its event time; one outside the valid range makes it invalid (rule T1)
     */
    void element(E element, long timestamp);

    /**
     * Says that the record, or one of its elements, is unreadable.
     *
     * @param error what is wrong, for people, without the record's content
     */
    void invalid(InvalidReason reason, String error);
}
