// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.llm.aggregate.Percentiles;
import io.tidemark.source.Decoder;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.TumblingWindows;
import java.time.Duration;

/**
 * The jobs that are run on every backend, over endless made-up visits: first one of every user, then of users uniformly at random, up to a second out of order.
 *
 * <p>Event time moves so that a user comes again after a given mean time, however many there are.
 */
enum UserJob {
    /** A session stays open until a user has been away for longer than usual: 2.7 % of the elements begin a new one. */
    SESSIONS("sessions by user, gap 30 min: count, mean", 500_000) {
        @Override
        View<Visit, Long> view() {
            return begin().window(SessionWindows.withGap(Duration.ofMinutes(30)))
                    .aggregate("count", Aggregates.count())
                    .aggregate("mean", Aggregates.mean(Visit.VALUE))
                    .build();
        }
    },
    /** Two elements of a user in a window: hardly any state lives for long. */
    TUMBLING("tumbling 5 min by user: count, p50, p95, p99", 150_000) {
        @Override
        View<Visit, Long> view() {
            return begin().window(TumblingWindows.of(Duration.ofMinutes(5)))
                    .aggregate("count", Aggregates.count())
                    .aggregate("p50", Percentiles.percentile(Visit.VALUE, 50))
                    .aggregate("p95", Percentiles.percentile(Visit.VALUE, 95))
                    .aggregate("p99", Percentiles.percentile(Visit.VALUE, 99))
                    .build();
        }
    };

    private static final long START = 1_795_219_200_000L;

    /** The most that an element is out of order, ms. */
    private static final int DELAY = 1_023;

    private static final int VALUES = 16_384;

    private final String title;
    private final long meanMillis;

    UserJob(String title, long meanMillis) {
        this.title = title;
        this.meanMillis = meanMillis;
    }

    abstract View<Visit, Long> view();

    /** For people. */
    String title() {
        return title;
    }

    ViewBuilder<Visit, Long> begin() {
        return View.<Visit>named("users").keyBy(Visit.USER).watermarks(new BoundedOutOfOrderness(DELAY));
    }

    /** Makes the visits of {@code users} users from records that are numbered from 0. */
    Decoder<Visit> decoder(long users) {
        return (record, out) -> {
            Visit visit = visit(record.offset(), users);
            out.element(visit, visit.timestamp());
        };
    }

    private Visit visit(long number, long users) {
        long random = Visit.random(number);
        long user = number < users ? number : (random >>> 32) % users;
        long timestamp = START + number * meanMillis / users - (random & DELAY);
        return new Visit(user, (random >>> 10) % VALUES, timestamp);
    }
}
