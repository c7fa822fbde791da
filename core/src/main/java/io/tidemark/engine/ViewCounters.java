// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

/**
 * What became of the elements in one view, and what it emitted. {@code elements} is the sum of aggregated, filtered, duplicates, late, invalid and
 * unassigned (rule L4). Of a view over a join, {@code elements} are the joined ones, and those that could not be joined because they have no key, or could not be decoded.
 *
 * @param view the view's name
 * @param elements everything that came: decoded elements, and records that could not be
 * @param aggregated in at least one window
 * @param filtered left out by the filter
 * @param duplicates seen before
 * @param late in no window that lived
 * @param invalid unreadable records and elements without a key
 * @param unassigned in no window at all
 * @param lateAssignments dead windows of elements that had another one that lived
 * @param skewed elements too far ahead of processing time to move the watermark
 * @param earlyPanes panes before the window was complete
 * @param onTimePanes panes when it was
 * @param latePanes panes after that
 * @param retractions panes taken back
 * @param filledPanes panes of windows without elements, which no other number counts
 */
public record ViewCounters(
        String view,
        long elements,
        long aggregated,
        long filtered,
        long duplicates,
        long late,
        long invalid,
        long unassigned,
        long lateAssignments,
        long skewed,
        long earlyPanes,
        long onTimePanes,
        long latePanes,
        long retractions,
        long filledPanes) {}
