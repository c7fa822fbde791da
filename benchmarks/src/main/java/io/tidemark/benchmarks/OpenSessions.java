// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.source.Decoder;
import io.tidemark.view.View;
import io.tidemark.watermark.Punctuated;
import io.tidemark.window.SessionWindows;
import java.time.Duration;

/**
 * Many users with one session of two elements each: first the first elements of all users, then the second ones of all, each time in another order; then event time moves on, step by step, until all sessions have ended.
 *
 * @param users how many
 * @param steps how many steps event time takes
 */
record OpenSessions(long users, long steps) {
    private static final long GAP = Duration.ofMinutes(30).toMillis();
    private static final long START = 1_795_219_200_000L;

    /** Sessions begin anywhere in here. */
    private static final long SPAN = Duration.ofDays(1).toMillis();

    /** Primes: multiplied with one, modulo their number, all users come once. */
    private static final long[] ORDERS = {2_654_435_761L, 2_246_822_519L};

    private static final long VALUES = 5_000;

    OpenSessions {
        if (users < 1 || users >= ORDERS[1] || steps < 1) {
            throw new IllegalArgumentException(
                    "there must be 1 to " + (ORDERS[1] - 1) + " users and at least 1 step: " + users + ", " + steps);
        }
    }

    /** How many elements the sessions have. */
    long elements() {
        return 2 * users;
    }

    /** How many records there are: elements, and steps of event time. */
    long records() {
        return elements() + steps;
    }

    /** Makes the elements of records that are numbered from 0. */
    Decoder<Visit> decoder() {
        return (record, out) -> {
            Visit visit = visit(record.offset());
            out.element(visit, visit.timestamp());
        };
    }

    private Visit visit(long number) {
        if (number < elements()) {
            int turn = (int) (number / users);
            long user = (number % users) * ORDERS[turn] % users;
            return visit(user, turn);
        }
        long step = number - elements() + 1;
        long whole = SPAN + 3 * GAP;
        return new Visit(Visit.NOBODY, 0, START - GAP + whole * step / steps);
    }

    private static Visit visit(long user, int turn) {
        long random = Visit.random(user);
        long first = START + Long.remainderUnsigned(random, SPAN);
        // On either side, so that half of the second elements are the earlier ones; less than the gap away.
        long away = random % GAP;
        long value = Long.remainderUnsigned(Visit.random(2 * user + turn), VALUES);
        return new Visit(user, value, turn == 0 ? first : first + away);
    }

    /** Counts and adds each user's elements. */
    static View<Visit, Long> view() {
        return View.<Visit>named("sessions")
                .filter(visit -> visit.user() != Visit.NOBODY)
                .keyBy(Visit.USER)
                .watermarks(new Punctuated<>(visit -> visit.user() == Visit.NOBODY))
                .window(SessionWindows.withGap(Duration.ofMillis(GAP)))
                .aggregate("count", Aggregates.count())
                .aggregate("sum", Aggregates.sum(Visit.VALUE))
                .build();
    }

    /** Of the panes that must come out, computed without the engine. */
    Checksum expected() {
        Checksum expected = new Checksum();
        for (long user = 0; user < users; user++) {
            Visit first = visit(user, 0);
            Visit second = visit(user, 1);
            long start = Math.min(first.timestamp(), second.timestamp());
            long end = Math.max(first.timestamp(), second.timestamp()) + GAP;
            expected.pane(Long.hashCode(user), start, end, 2, first.value() + second.value(), 0);
        }
        return expected;
    }
}
