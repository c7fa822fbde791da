// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.aggregate.Distribution;
import io.tidemark.codec.StateInput;
import io.tidemark.detect.Alerting;
import io.tidemark.detect.Alerts;
import io.tidemark.detect.Detector;
import io.tidemark.detect.Drift;
import io.tidemark.detect.Spread;
import io.tidemark.detect.ValuePath;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.time.Timestamps;
import io.tidemark.view.View;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The detectors of one view on one worker: they are shown the view's panes, and emit alerts. The panes of a key all come from one worker, in the order of their windows' ends; so what is known of a key is here.
 *
 * <p>What is known of a key is forgotten by the ends of its windows: it does not matter when it is deleted. That is done now and then, when the watermark says that no window can come any more for which it counts.
 */
final class ViewDetectors {
    /** What is to be forgotten is looked for so often while the watermark goes on as far as it is kept. */
    private static final int SWEEPS = 4;

    private static final double MEDIAN = 0.5;

    /** The places of a key in arrays. */
    private static final int BYTES_IN_TABLES = 64;

    private final List<Detector> detectors;
    private final List<ValuePath> paths;
    private final KeyDictionary<?> keys;
    private final Outputs outputs;
    private final ViewTally tally;
    private final WarmEntries warm;
    private final ChangedKeys changed;
    private final IdleKeys unseen;
    private final KeyTable<KeyDetectors> known = new KeyTable<>();
    private final long keptFor;
    private int size;
    private long bytesEach;
    private long nextSweep = Long.MIN_VALUE;

    /** Whether there is something saved of detectors that the view had, and it has none any more. */
    private boolean hasRemains;

    ViewDetectors(
            View<?, ?> view,
            KeyDictionary<?> keys,
            Outputs outputs,
            ViewTally tally,
            boolean isSaved,
            WarmEntries warm) {
        detectors = view.detectors();
        List<String> names =
                view.aggregates().stream().map(aggregate -> aggregate.name()).toList();
        paths = detectors.stream()
                .map(detector -> ValuePath.of(detector.value(), names))
                .toList();
        this.keys = keys;
        this.outputs = outputs;
        this.tally = tally;
        this.warm = warm;
        changed = new ChangedKeys(keys, isSaved);
        unseen = new IdleKeys(warm, keys, IdleKeys.UNSEEN);
        keptFor = detectors.stream()
                .map(Detector::alerting)
                .mapToLong(Alerting::forgetAfter)
                .max()
                .orElse(0);
        measure();
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return detectors.isEmpty();
    }

    /** An on-time pane of the key with the id {@code key} was emitted, with what {@code cell} holds. */
    void pane(int key, Pane<?> pane, Aggregation<?> aggregation, int cell) {
        KeyDetectors own = known.get(key);
        if (own == null) {
            own = missing(key);
        }
        changed.mark(key);
        long end = pane.window().end();
        own.begin(end);
        for (int i = 0; i < paths.size(); i++) {
            Detector detector = detectors.get(i);
            @Nullable
            Object @Nullable [] results = detector.rule() instanceof Drift
                    ? judgeSpread(own.states()[i], end, paths.get(i), aggregation, cell)
                    : judgeValue(own.states()[i], end, paths.get(i), pane);
            if (results != null) {
                alert(pane, detector.name(), results);
            }
        }
    }

    private static @Nullable Object @Nullable [] judgeValue(
            DetectorState state, long end, ValuePath path, Pane<?> pane) {
        double value = path.number(pane.results().value(path.index()));
        return Double.isNaN(value) ? null : state.judge(value, Spread.NONE, end, path.text());
    }

    private static @Nullable Object @Nullable [] judgeSpread(
            DetectorState state, long end, ValuePath path, Aggregation<?> aggregation, int cell) {
        Distribution distribution = aggregation.distribution(cell, path.index());
        Spread spread = distribution == null ? Spread.NONE : Spread.of(distribution);
        return spread.total() == 0
                ? null
                : state.judge(spread.quantile(MEDIAN), spread, end, "the median of " + path.text());
    }

    private void alert(Pane<?> pane, String name, @Nullable Object[] results) {
        tally.alerts++;
        outputs.pane(new Pane<>(
                name,
                pane.key(),
                pane.window(),
                new PaneInfo(PaneTiming.ON_TIME, 0, true),
                false,
                pane.count(),
                new PaneResults(Alerts.NAMES, results),
                pane.watermark()));
    }

    private KeyDetectors missing(int key) {
        StateInput value = warm.isUsed() ? warm.find(ViewEntries.DETECTORS, key) : null;
        if (value != null) {
            try {
                return load(key, value);
            } catch (IOException e) {
                throw WarmEntries.unreadable(e);
            }
        }
        KeyDetectors own = new KeyDetectors(detectors);
        keep(key, own);
        return own;
    }

    private KeyDetectors load(int key, StateInput value) throws IOException {
        KeyDetectors own = new KeyDetectors(detectors);
        own.read(value);
        unseen.know(key, IdleKeys.rounded(own.lastEnd()));
        keep(key, own);
        changed.saved(key, 0);
        return own;
    }

    private void keep(int key, KeyDetectors own) {
        known.put(key, own);
        keys.retain(key);
        size++;
    }

    /** The watermark is {@code watermark}, and everything that it completes has been fired. */
    void sweepAt(long watermark) {
        if (size > 0 && watermark >= nextSweep) {
            sweep(watermark);
            nextSweep = Timestamps.add(watermark, Math.max(1, keptFor / SWEEPS));
        }
    }

    /** What comes next ends after {@code watermark}. */
    private void sweep(long watermark) {
        long last = Timestamps.subtract(watermark, keptFor);
        known.forEach((key, own) -> {
            if (watermark == Long.MAX_VALUE || own.lastEnd() <= last) {
                changed.mark(key);
                known.put(key, null);
                keys.release(key);
                size--;
            }
        });
    }

    /** Writes what has changed since this was called last; the watermark is as in {@link #sweepAt}. */
    void save(ViewEntries entries, long watermark) {
        if (hasRemains) {
            entries.deleteDetectors();
            hasRemains = false;
        }
        if (isEmpty()) {
            return;
        }
        sweep(watermark);
        changed.drain(entries.age(), key -> save(key, entries));
        if (warm.isUsed()) {
            unseen.expireUpTo(
                    watermark == Long.MAX_VALUE ? watermark : Timestamps.subtract(watermark, keptFor),
                    ViewEntries.DETECTORS,
                    entries,
                    this::letGo);
        }
    }

    /** Writes up to {@code limit} entries of that ahead; returns how many are left. */
    int saveAhead(ViewEntries entries, int limit) {
        changed.drainSome(entries.age(), limit, key -> {
            save(key, entries);
            return true;
        });
        return changed.count();
    }

    private void save(int key, ViewEntries entries) {
        KeyDetectors own = known.get(key);
        if (own == null) {
            entries.delete(ViewEntries.DETECTORS, key);
            unseen.save(key, ViewEntries.NOTHING_DUE, entries);
        } else {
            entries.put(ViewEntries.DETECTORS, key, own::write);
            unseen.save(key, IdleKeys.rounded(own.lastEnd()), entries);
        }
    }

    /** Takes over an entry that {@link #save} wrote. */
    void restore(int key, StateInput value) throws IOException {
        if (isEmpty()) {
            hasRemains = true;
        } else {
            load(key, value);
        }
    }

    /** All that was saved is in the warm tier, and nothing of it here. */
    void resume() {
        hasRemains =
                isEmpty() && !warm.all(ViewEntries.DETECTORS, new byte[0], 1).isEmpty();
    }

    /** Writes what the warm tier needs to know of an entry that {@link #save} wrote in another life. */
    void index(int key, StateInput value, ViewEntries entries) throws IOException {
        unseen.index(key, IdleKeys.rounded(KeyDetectors.readLastEnd(value)), entries);
    }

    /** All that was saved is in the warm tier: lets go of what {@code eviction} takes. */
    void evict(Eviction eviction) {
        known.forEach((key, own) -> {
            if (!changed.isMarked(key) && eviction.takes(changed.savedAt(key), bytesEach)) {
                letGo(key);
            }
        });
    }

    /** Takes a key off the heap, if it is there. */
    private void letGo(int key) {
        if (known.get(key) != null) {
            known.put(key, null);
            keys.release(key);
            size--;
        }
        unseen.forget(key);
    }

    /** How many bytes of heap it takes, by what was measured last. */
    long bytes() {
        return size * bytesEach;
    }

    /** Measures again what {@link #bytes} goes by. */
    void measure() {
        KeyDetectors[] one = {new KeyDetectors(detectors)};
        known.forEach((key, own) -> one[0] = own);
        bytesEach = BYTES_IN_TABLES + one[0].bytes();
    }
}
