// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.engine.Pipeline;
import io.tidemark.key.KeySelector;
import io.tidemark.view.View;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A job that goes on and on: 1,000 elements a second of event time, full aggregates of 50 keys in tumbling, sliding and session windows, and sessions of keys that
 * live for a while and never come again. It is fed the same hour of input over and over, each time an hour later in event time.
 */
final class Soak implements AutoCloseable {
    /** How many elements an hour of event time has. */
    static final int ELEMENTS_PER_HOUR = 3_600_000;

    /** How many elements pass while a visitor is there; about twenty visitors come at a time. */
    private static final int ELEMENTS_PER_VISIT = 100_000;

    private static final int VISITORS = 20;
    private static final int POLL = 1_000;
    private static final long HOUR = 3_600_000;

    private final Call[] hour;
    private final Visitors visitors = new Visitors();
    private final Pipeline<Call> pipeline;
    private long hours;
    private long panes;

    /** Gives an element to one of the visitors who are there: a key that is not in the element, as we want elements to be used again. */
    private static final class Visitors implements KeySelector<Call, Long> {
        private final Long[] present = new Long[VISITORS];

        /** Others come. What was fed before must have been handed over, for its keys change. */
        void change(long number) {
            for (int v = 0; v < VISITORS; v++) {
                present[v] = number + v;
            }
        }

        @Override
        public Long key(Call call) {
            return present[(int) (call.timestamp() % VISITORS)];
        }
    }

    Soak(long seed) {
        hour = Telemetry.withQuietMinutes(50, ELEMENTS_PER_HOUR, seed).calls();
        List<View<Call, ?>> views = new ArrayList<>();
        for (Query query : List.of(Query.TUMBLING_10_S, Query.SLIDING_15_MIN_1_MIN, Query.SESSIONS_30_S)) {
            views.add(AggregateSet.FULL
                    .addTo(Calls.view(query.name()).window(query.windowing()))
                    .build());
        }
        views.add(AggregateSet.FULL
                .addTo(Calls.view("visits").keyBy(visitors).window(Query.SESSIONS_30_S.windowing()))
                .build());
        pipeline = Pipeline.of(views).panes(pane -> panes++).build();
        pipeline.declarePartition(0);
    }

    /** Feeds one more hour of event time. */
    void feedHour() {
        long shift = hours * HOUR;
        for (int i = 0; i < hour.length; i++) {
            long number = hours * ELEMENTS_PER_HOUR + i;
            if (i % POLL == 0) {
                pipeline.advanceProcessingTime(number);
            }
            if (number % ELEMENTS_PER_VISIT == 0) {
                pipeline.handOver();
                visitors.change(number);
            }
            pipeline.element(0, number, hour[i], hour[i].timestamp() + shift);
        }
        hours++;
    }

    /** How many hours were fed. */
    long hours() {
        return hours;
    }

    /** How many panes came out. */
    long panes() {
        return panes;
    }

    /** How many keys have state, visitors included. */
    int keysWithState() {
        return pipeline.keysWithState();
    }

    /** Bytes of live heap. */
    static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
