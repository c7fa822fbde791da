// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What lives in a pipeline, for those who want to see it while it runs: {@link Pipeline#live}.
 *
 * <p>Protocol: all calls come from the feeding thread, between its other calls, and flush first; so each answer is of one moment. Nothing that they do changes a pane; but what has left the heap, and is asked for, comes back to it
 * until the next checkpoint.
 *
 * @param <E> the element
 */
public final class LiveState<E> {
    /** So many keys are looked at for one page, so that it takes few milliseconds however many have nothing to show. */
    private static final int KEYS_PER_PAGE = 4096;

    private final Topology<E> topology;
    private final Workers<E> workers;
    private final BatchFeed<E> feed;

    LiveState(Topology<E> topology, Workers<E> workers, BatchFeed<E> feed) {
        this.topology = topology;
        this.workers = workers;
        this.feed = feed;
    }

    /**
     * The windows of a key that lie, or partly lie, in {@code [from, to)}, by end.
     *
     * @param key of the type of the view's keys
     * @param from epoch ms, or the number of an element where windows count them
     * @param limit no more than so many
     * @throws IllegalArgumentException when there is no such view
     */
    public List<LiveWindow> windows(String view, Object key, long from, long to, int limit) {
        Topology.Placed<E> placed = placed(view);
        feed.flush();
        for (Worker<E> worker : workers.all()) {
            LaneWorker<E, ?> lane = worker.lane(placed.lane());
            if (lane.owns(key)) {
                return lane.windows(placed.indexInLane(), key, from, to, limit);
            }
        }
        throw new AssertionError("no worker has the key " + key);
    }

    /**
     * The windows of any key that lie, or partly lie, in {@code [from, to)}: about {@code limit} of them, all of a key together. A key that is there from the first page to the last comes once, unless it left the heap or came back to it in between.
     *
     * @param after where the page before ended, or {@link LiveCursor#START}
     * @throws IllegalArgumentException when there is no such view
     */
    public LivePage page(String view, long from, long to, LiveCursor after, int limit) {
        Topology.Placed<E> placed = placed(view);
        feed.flush();
        List<LiveWindow> found = new ArrayList<>();
        Optional<LiveCursor> next = Optional.of(after);
        int keys = 0;
        while (next.isPresent() && found.size() < limit && keys < KEYS_PER_PAGE) {
            LiveCursor at = next.get();
            if (at.worker() >= workers.all().size()) {
                next = Optional.empty();
            } else {
                LaneWorker<E, ?> lane = workers.all().get(at.worker()).lane(placed.lane());
                int most = Math.min(KEYS_PER_PAGE - keys, limit - found.size());
                next = Optional.of(lane.page(placed.indexInLane(), at, from, to, most, found));
                keys += most;
            }
        }
        return new LivePage(found, next);
    }

    /** How far the partitions of the source have come, as the watermark of {@code view} sees them, by number. */
    public List<PartitionProgress> partitions(String view) {
        Topology.Placed<E> placed = placed(view);
        feed.flush();
        return feed.trackers()[placed.tracker()].partitions();
    }

    private Topology.Placed<E> placed(String view) {
        return topology.views().stream()
                .filter(placed -> placed.view().name().equals(view))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no view '" + view + "'"));
    }
}
