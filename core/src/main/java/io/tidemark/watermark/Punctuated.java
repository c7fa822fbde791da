// SPDX-License-Identifier: Apache-2.0
package io.tidemark.watermark;

import java.util.function.Predicate;

/**
 * Marked elements say where time stands: the watermark is the timestamp of the last element that matches (rule W6).
 *
 * @param marks which elements do
 * @param <E> the element
 */
public record Punctuated<E>(Predicate<? super E> marks) implements WatermarkStrategy<E> {
    @Override
    public WatermarkGenerator<E> createGenerator() {
        return (element, timestamp) -> marks.test(element) ? timestamp : Watermark.MIN;
    }
}
