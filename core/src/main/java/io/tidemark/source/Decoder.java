// SPDX-License-Identifier: Apache-2.0
package io.tidemark.source;

/**
 * Makes a record into zero, one or many elements.
 *
 * <p>Laws: it never throws, whatever the bytes: what it cannot read is a value, handed to {@link ElementCollector#invalid}. It calls the collector at least
 * once for each record that should have held something. It costs no more than the record's size. A decoder may keep buffers and is used by one thread.
 *
 * @param <E> the element
 */
@FunctionalInterface
public interface Decoder<E> {
    /** Decodes {@code record} into {@code out}. */
    void decode(SourceRecord record, ElementCollector<E> out);
}
