// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.archive.ArchiveRange;
import io.tidemark.archive.ArchiveVisitor;
import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.ArchivedView;
import io.tidemark.archive.WindowArchive;
import io.tidemark.checkpoint.FencedException;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An archive on the heap, for tests. What is durable about it are its panes: {@link #reopened} finds them, as a restarted process would. */
public final class MemoryWindowArchive implements WindowArchive {
    private final Kept kept;
    private long owner;
    private volatile boolean closed;

    /** Without panes. */
    public MemoryWindowArchive() {
        this(new Kept());
    }

    private MemoryWindowArchive(Kept kept) {
        this.kept = kept;
    }

    /** What outlives an archive; its monitor guards it. */
    private static final class Kept {
        private final TreeMap<Place, ArchivedPane> panes = new TreeMap<>();
        private final Set<ArchivedView> views = new LinkedHashSet<>();
        private long epoch;
        private long owner;
    }

    /** The identity of a pane, in the order of a scan. */
    private record Place(ArchivedView view, Key key, Window window, long sequence) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparing((Place place) -> place.view.name())
                .thenComparing(place -> place.view.shape())
                .thenComparing(Place::key)
                .thenComparing(place -> place.window.start())
                .thenComparing(place -> place.window.end())
                .thenComparing(place -> place.window.domain())
                .thenComparing(Place::sequence);

        static Place of(ArchivedPane pane) {
            return new Place(pane.view(), new Key(pane.key()), pane.window(), pane.sequence());
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        boolean isOfWindowOf(Place other) {
            return view.equals(other.view) && key.compareTo(other.key) == 0 && window.equals(other.window);
        }
    }

    /** Bytes in their order. */
    private static final class Key implements Comparable<Key> {
        private final byte[] bytes;

        Key(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int compareTo(Key other) {
            return Arrays.compareUnsigned(bytes, other.bytes);
        }
    }

    /** A new open archive of the same panes, also when this one is closed. */
    public MemoryWindowArchive reopened() {
        return new MemoryWindowArchive(kept);
    }

    @Override
    public long claim() {
        requireOpen();
        synchronized (kept) {
            owner = ++kept.owner;
            return kept.epoch;
        }
    }

    @Override
    public void append(List<ArchivedPane> panes) throws FencedException {
        requireOpen();
        synchronized (kept) {
            requireOwner();
            for (ArchivedPane pane : panes) {
                kept.views.add(pane.view());
                kept.panes.put(Place.of(pane), pane);
                kept.epoch = Math.max(kept.epoch, pane.epoch());
            }
        }
    }

    @Override
    public void forgetAfter(long epoch) throws FencedException {
        requireOpen();
        synchronized (kept) {
            requireOwner();
            kept.panes.values().removeIf(pane -> pane.epoch() > epoch);
            kept.epoch = Math.min(kept.epoch, epoch);
        }
    }

    @Override
    public List<ArchivedView> views() {
        requireOpen();
        synchronized (kept) {
            return List.copyOf(kept.views);
        }
    }

    @Override
    public void scan(ArchiveRange range, byte @Nullable [] key, ArchiveVisitor visitor) throws IOException {
        requireOpen();
        for (ArchivedPane pane : copy()) {
            if (pane.view().equals(range.view())
                    && range.holds(pane.window().start(), pane.window().end())
                    && (key == null || Arrays.equals(key, pane.key()))) {
                visitor.pane(pane);
            }
        }
    }

    private List<ArchivedPane> copy() {
        synchronized (kept) {
            return List.copyOf(kept.panes.values());
        }
    }

    @Override
    public int deleteEndedBefore(long time, int limit) {
        requireOpen();
        synchronized (kept) {
            int before = kept.panes.size();
            List<Place> oldest = kept.panes.keySet().stream()
                    .filter(place -> place.window.domain() == Window.Domain.TIME && place.window.end() <= time)
                    .sorted(Comparator.comparingLong(place -> place.window.end()))
                    .limit(limit)
                    .toList();
            kept.panes.keySet().removeIf(place -> oldest.stream().anyMatch(place::isOfWindowOf));
            return before - kept.panes.size();
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOwner() throws FencedException {
        if (owner == 0) {
            throw new IllegalStateException("the archive was not claimed");
        }
        if (owner != kept.owner) {
            throw new FencedException("another one has claimed the archive");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the archive is closed");
        }
    }
}
