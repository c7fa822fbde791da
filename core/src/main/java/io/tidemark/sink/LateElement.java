// SPDX-License-Identifier: Apache-2.0
package io.tidemark.sink;

import org.jspecify.annotations.Nullable;

/**
 * An element none of whose windows lived (rule L3).
 *
 * @param view the view for which it was late
 * @param key its key
 * @param id its id, when the view knows one
 * @param timestamp its event time
 * @param partition where it came from
 * @param lateness ms by which the watermark was ahead of it
 * @param element the element itself
 */
public record LateElement(
        String view, Object key, @Nullable String id, long timestamp, int partition, long lateness, Object element) {}
