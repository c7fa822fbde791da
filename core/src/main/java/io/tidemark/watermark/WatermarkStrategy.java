// SPDX-License-Identifier: Apache-2.0
package io.tidemark.watermark;

/**
 * Says how watermarks come about: it makes the generator of each partition. It is data, an immutable value; two equal strategies are tracked once.
 *
 * @param <E> the element
 */
@FunctionalInterface
public interface WatermarkStrategy<E> {
    /** A generator for one partition. */
    WatermarkGenerator<E> createGenerator();
}
