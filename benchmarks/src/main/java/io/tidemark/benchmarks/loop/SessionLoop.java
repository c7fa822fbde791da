// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.loop;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Checksum;
import io.tidemark.benchmarks.Telemetry;

/**
 * Sessions in arrays by key. As the input is out of order by less than the gap, a key has at most two open sessions: slot {@code k} has the newer one of key {@code k},
 * slot {@code keys + k} the older one, which a straggler may still join to it.
 *
 * <p>It has it easier than the engine: a session is emitted when its key comes again after its end, or at the end of the input, and not when the watermark passes.
 */
public final class SessionLoop implements Loop {
    private final long gap;

    /** Sessions with a gap in ms. */
    public SessionLoop(long gap) {
        this.gap = gap;
    }

    @Override
    public String title() {
        return "loop";
    }

    @Override
    public Checksum run(Telemetry input, AggregateSet aggregates) {
        Run run = new Run(input, gap, aggregates);
        int[] keys = input.keys();
        long[] timestamps = input.timestamps();
        double[] latencies = input.latencies();
        for (int i = 0; i < timestamps.length; i++) {
            run.element(keys[i], timestamps[i], latencies[i]);
        }
        return run.finish();
    }

    /** One computation. */
    private static final class Run {
        private final long gap;
        private final int keys;
        private final long[] starts;
        private final long[] lasts;
        private final Cells cells;
        private final Emission out;
        private long watermark = Long.MIN_VALUE;

        Run(Telemetry input, long gap, AggregateSet aggregates) {
            this.gap = gap;
            keys = input.keyCount();
            starts = new long[2 * keys];
            lasts = new long[2 * keys];
            cells = new Cells(2 * keys, aggregates);
            out = new Emission(input.keyHashes(), aggregates);
        }

        void element(int key, long timestamp, double value) {
            int older = keys + key;
            if (cells.has(older) && isComplete(older)) {
                emit(key, older);
            }
            if (cells.has(key)) {
                if (isComplete(key)) {
                    emit(key, key);
                } else if (timestamp > lasts[key] + gap) {
                    move(key, older);
                }
            }
            add(key, timestamp, value);
            if (cells.has(older) && starts[key] <= lasts[older] + gap) {
                join(key, older);
            }
            watermark = Math.max(watermark, timestamp - Telemetry.DELAY);
        }

        Checksum finish() {
            for (int key = 0; key < keys; key++) {
                for (int slot = key; slot < 2 * keys; slot += keys) {
                    if (cells.has(slot)) {
                        emit(key, slot);
                    }
                }
            }
            return out.checksum();
        }

        private boolean isComplete(int slot) {
            return watermark >= lasts[slot] + gap;
        }

        private void add(int key, long timestamp, double value) {
            if (!cells.has(key)) {
                cells.touchedCount = 0;
                starts[key] = timestamp;
                lasts[key] = timestamp;
            } else {
                starts[key] = Math.min(starts[key], timestamp);
                lasts[key] = Math.max(lasts[key], timestamp);
            }
            cells.add(key, value);
        }

        private void emit(int key, int slot) {
            out.pane(key, cells, slot, starts[slot], lasts[slot] + gap);
            cells.clear(slot);
        }

        private void move(int key, int older) {
            if (cells.has(older)) {
                throw new IllegalStateException("key " + key + " has three open sessions");
            }
            cells.touchedCount = 0;
            cells.merge(older, cells, key);
            starts[older] = starts[key];
            lasts[older] = lasts[key];
            cells.clear(key);
        }

        private void join(int key, int older) {
            cells.merge(key, cells, older);
            starts[key] = Math.min(starts[key], starts[older]);
            lasts[key] = Math.max(lasts[key], lasts[older]);
            cells.clear(older);
        }
    }
}
