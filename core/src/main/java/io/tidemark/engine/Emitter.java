// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static java.util.Objects.requireNonNull;

import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.sink.LateElement;
import io.tidemark.source.SourceRecord;
import io.tidemark.time.Timestamps;
import io.tidemark.view.View;
import io.tidemark.window.Window;
import org.jspecify.annotations.Nullable;

/**
 * Makes the panes and late elements of one view on one worker, counts them, and hands them on. It also knows the view's watermark, which every pane carries.
 *
 * @param <E> the element
 * @param <K> the key
 */
final class Emitter<E, K> {
    private final View<E, K> view;
    private final Aggregation<E> aggregation;
    private final KeyDictionary<K> keys;
    private final Outputs outputs;
    private final ViewTally tally;
    private final @Nullable CellArchive<E> archive;

    /** Null when the view has none, which is then all that they cost. */
    private final @Nullable ViewDetectors detectors;

    /** Null when the view fills none, which is then all that they cost. */
    private final @Nullable ViewGaps gaps;

    /** A field, as it is wanted for each pane. */
    private final ViewGaps.Output fill = this::fill;

    private long watermark = Long.MIN_VALUE;

    /** The watermark up to which all gaps were filled. */
    private long filledTo = Long.MIN_VALUE;

    Emitter(
            View<E, K> view,
            Aggregation<E> aggregation,
            KeyDictionary<K> keys,
            Outputs outputs,
            ViewTally tally,
            ViewDetectors detectors,
            ViewGaps gaps) {
        this.view = view;
        this.aggregation = aggregation;
        this.keys = keys;
        this.outputs = outputs;
        this.tally = tally;
        this.detectors = detectors.isEmpty() ? null : detectors;
        this.gaps = gaps.isEmpty() ? null : gaps;
        archive = outputs.isArchiving() ? new CellArchive<>(view, aggregation, keys, outputs) : null;
    }

    /** What is archived; null when nothing is. */
    @Nullable
    CellArchive<E> archive() {
        return archive;
    }

    /** A piece of state was begun for a key: a window, or a part of one. */
    void created() {
        tally.created++;
    }

    /** Whether panes may be emitted when elements came after what completed them: not if what becomes of them depends on more than their cells. */
    boolean mayEmitLater() {
        return gaps == null && detectors == null;
    }

    K key(int id) {
        return keys.key(id);
    }

    long watermark() {
        return watermark;
    }

    /** The watermark is {@code to} from now on; what it completes is emitted next, and then {@link #fillGaps} is called. */
    void setWatermark(long to) {
        watermark = to;
    }

    /** No window is filled at a watermark below this; {@link Operator#NEVER} if none is to be filled. */
    long nextGap() {
        return gaps == null ? Operator.NEVER : gaps.next(watermark);
    }

    /** All windows that the watermark completes were emitted, if there are any: emits panes of those that had no elements. */
    void fillGaps() {
        if (gaps != null) {
            gaps.fill(filledTo, watermark, fill);
        }
        filledTo = watermark;
    }

    private void fill(int key, Window window, PaneResults results) {
        boolean isLast = isExpired(window.end());
        Pane<K> pane = new Pane<>(
                view.name(),
                keys.key(key),
                window,
                PaneInfo.filled(isLast, requireNonNull(gaps).methods()),
                false,
                0,
                results,
                watermark);
        tally.filledPanes++;
        outputs.pane(pane);
        if (detectors != null && gaps.isPrompt()) {
            detectors.filled(key, pane);
        }
    }

    /** Whether a window that ends at {@code end} has outlived its lateness (rule L1). */
    boolean isExpired(long end) {
        return watermark >= Timestamps.add(end, view.allowedLateness());
    }

    /** Emits what {@code cell} holds as a pane of {@code window}. */
    Pane<K> pane(int key, Window window, PaneTiming timing, long index, int cell) {
        boolean isLast =
                window.domain() == Window.Domain.COUNT || (timing != PaneTiming.EARLY && isExpired(window.end()));
        K named = keys.key(key);
        long count = aggregation.count(cell);
        PaneResults results = aggregation.results(cell, window);
        PaneInfo info = PaneInfo.of(timing, index, isLast);
        Pane<K> pane = new Pane<>(view.name(), named, window, info, false, count, results, watermark);
        tally.pane(timing);
        if (timing == PaneTiming.ON_TIME) {
            tally.windowElements.add((double) pane.count());
        }
        if (gaps != null && timing != PaneTiming.EARLY) {
            gaps.pane(key, pane, filledTo, fill);
        }
        if (archive != null) {
            archive.pane(key, window, timing, index, cell);
        }
        outputs.pane(pane);
        if (detectors != null && timing == PaneTiming.ON_TIME) {
            detectors.pane(key, pane, aggregation, cell);
        }
        return pane;
    }

    /** Takes {@code pane} back. */
    void retract(Pane<?> pane) {
        tally.retractions++;
        outputs.pane(pane.retracted(watermark));
    }

    /** None of the windows lives of the element in {@code row} (rule L3). */
    void late(int key, Batch<E> batch, int row) {
        tally.late++;
        E element = batch.element(row);
        long timestamp = batch.timestamps()[row];
        @Nullable
        String id = view.deduplication().isPresent()
                ? view.deduplication().get().id().apply(element)
                : null;
        LateElement late = new LateElement(
                view.name(),
                keys.key(key),
                id,
                timestamp,
                batch.partition(row),
                batch.offset(row),
                Timestamps.subtract(watermark, timestamp),
                element);
        SourceRecord record = batch.record(row);
        outputs.late(record == null ? late : late.from(record));
    }
}
