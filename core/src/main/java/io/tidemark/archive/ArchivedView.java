// SPDX-License-Identifier: Apache-2.0
package io.tidemark.archive;

/**
 * Whose panes are archived together. A view whose windows, keys or accumulators have changed is another one with the same name: what the two accumulated is never merged.
 *
 * @param name the view's name
 * @param shape what the bytes of its panes depend on, as the engine describes it
 */
public record ArchivedView(String name, String shape) {}
