// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

/** Takes the windows that an assigner finds, as primitives, so that assigning allocates nothing. */
@FunctionalInterface
public interface WindowCollector {
    /** Takes the window {@code [start, end)}. */
    void window(long start, long end);
}
