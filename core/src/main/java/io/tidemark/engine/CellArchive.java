// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.ArchivedPane.Content;
import io.tidemark.archive.ArchivedView;
import io.tidemark.codec.StateOutput;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.PaneTiming;
import io.tidemark.view.View;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands on what the panes of one view on one worker hold, to be archived. {@link ArchiveReader} puts it together again.
 *
 * <p>Where panes accumulate, those of complete windows are archived, and each replaces the one before. Where they are discarding all are, also early ones, for only together do they hold everything.
 *
 * @param <E> the element
 */
final class CellArchive<E> {
    private static final byte[] NOTHING = new byte[0];

    private final ArchivedView view;
    private final boolean isDiscarding;
    private final Aggregation<E> aggregation;
    private final KeyDictionary<?> keys;
    private final Outputs outputs;
    private final StateOutput out = new StateOutput();

    /** What says that windows were replaced by the one whose pane comes next: readers see both or neither. */
    private List<ArchivedPane> replaced = List.of();

    CellArchive(View<E, ?> view, Aggregation<E> aggregation, KeyDictionary<?> keys, Outputs outputs) {
        this.view = new ArchivedView(view.name(), Planner.archiveShape(view));
        this.aggregation = aggregation;
        this.keys = keys;
        this.outputs = outputs;
        isDiscarding = view.accumulation() == AccumulationMode.DISCARDING;
    }

    /** Whether a pane is all that counts of its window, until the next one. */
    boolean isAccumulating() {
        return !isDiscarding;
    }

    /** What {@code cell} holds was emitted as the {@code index}-th pane of {@code window}. */
    void pane(int key, Window window, PaneTiming timing, long index, int cell) {
        // Where panes are discarding, nothing is ever replaced.
        if (isDiscarding || timing != PaneTiming.EARLY) {
            hand(key, window, 2 * index + 1, cell);
        }
    }

    /** {@code window} is complete, and what {@code cell} holds was emitted by the panes before the {@code next}-th, all of them early. */
    void completed(int key, Window window, long next, int cell) {
        if (!isDiscarding) {
            hand(key, window, 2 * next, cell);
        }
    }

    /** The window whose pane comes next holds all that {@code windows} had. */
    void replaces(int key, List<Window> windows) {
        byte[] bytes = keys.bytes(key);
        replaced = new ArrayList<>();
        for (Window window : windows) {
            // After all that it ever had.
            replaced.add(new ArchivedPane(view, bytes, window, Long.MAX_VALUE, Content.NONE, 0, 0, NOTHING));
        }
    }

    private void hand(int key, Window window, long sequence, int cell) {
        out.reset();
        aggregation.write(cell, out);
        List<ArchivedPane> together = new ArrayList<>(replaced);
        replaced = List.of();
        together.add(new ArchivedPane(
                view,
                keys.bytes(key),
                window,
                sequence,
                isDiscarding ? Content.NEW : Content.ALL,
                0,
                aggregation.count(cell),
                out.toByteArray()));
        outputs.archive(together);
    }
}
