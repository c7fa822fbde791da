// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.join;

import io.tidemark.join.Join;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A join by nested loops over everything that ever came, with the rules written out. */
final class NaiveJoin {
    private final Join<Event> join;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Joined> results = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;
    int withoutKey;
    int early;

    NaiveJoin(Join<Event> join) {
        this.join = join;
    }

    /** A joined element, and the watermark that it finds; or a step of the watermark, which has no name. */
    record Joined(@Nullable String name, long timestamp, long watermark) {}

    private static final class Arrival {
        private final Event event;
        private final boolean isLeft;
        private final long timestamp;
        private final long end;
        private boolean isMatched;
        private boolean isGone;

        Arrival(Event event, boolean isLeft, long timestamp, long end) {
            this.event = event;
            this.isLeft = isLeft;
            this.timestamp = timestamp;
            this.end = end;
        }
    }

    List<Joined> results() {
        return results;
    }

    int waiting() {
        return (int) arrivals.stream().filter(arrival -> !arrival.isGone).count();
    }

    void advanceTo(long to) {
        for (Optional<Arrival> next = first(to); next.isPresent(); next = first(to)) {
            watermark = Math.max(watermark, next.get().end + 1);
            letGo(next.get());
        }
        watermark = Math.max(watermark, to);
        results.add(new Joined(null, 0, watermark));
    }

    void add(Event event, long timestamp) {
        if (event.sides().contains("r")) {
            add(event, false, timestamp);
        }
        if (event.sides().contains("l")) {
            add(event, true, timestamp);
        }
    }

    private void add(Event event, boolean isLeft, long timestamp) {
        if (event.key() == null) {
            withoutKey++;
            return;
        }
        Arrival own = new Arrival(event, isLeft, timestamp, timestamp + (isLeft ? join.after() : join.before()));
        for (Arrival other : List.copyOf(arrivals)) {
            boolean isWaiting = !other.isGone && other.end >= watermark;
            if (isWaiting && other.isLeft != isLeft && event.key().equals(other.event.key())) {
                pair(isLeft ? own : other, isLeft ? other : own);
            }
        }
        arrivals.add(own);
        if (own.end < watermark) {
            letGo(own);
        } else if (waiting() > join.maxWaiting()) {
            early++;
            letGo(first(Long.MAX_VALUE).orElseThrow());
        }
    }

    private void pair(Arrival left, Arrival right) {
        long distance = right.timestamp - left.timestamp;
        if (-join.before() <= distance && distance <= join.after()) {
            left.isMatched = true;
            right.isMatched = true;
            result(left.event.name(), right.event.name(), Math.max(left.timestamp, right.timestamp));
        }
    }

    private void letGo(Arrival arrival) {
        arrival.isGone = true;
        boolean isAskedFor = switch (join.unmatched()) {
            case NONE -> false;
            case LEFT -> arrival.isLeft;
            case RIGHT -> !arrival.isLeft;
            case BOTH -> true;
        };
        if (isAskedFor && !arrival.isMatched) {
            result(
                    arrival.isLeft ? arrival.event.name() : null,
                    arrival.isLeft ? null : arrival.event.name(),
                    arrival.end + 1);
        }
    }

    private void result(@Nullable String left, @Nullable String right, long timestamp) {
        String name = Event.joined(left == null ? "-" : left, right == null ? "-" : right, timestamp);
        results.add(new Joined(name, timestamp, watermark));
    }

    /** The first whose wait ends below {@code to}. */
    private Optional<Arrival> first(long to) {
        return arrivals.stream()
                .filter(arrival -> !arrival.isGone && arrival.end < to)
                .min(Comparator.comparingLong(arrival -> arrival.end));
    }
}
