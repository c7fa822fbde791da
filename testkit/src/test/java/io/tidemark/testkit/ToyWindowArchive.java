// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.archive.ArchiveRange;
import io.tidemark.archive.ArchiveVisitor;
import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.ArchivedPane.Content;
import io.tidemark.archive.ArchivedView;
import io.tidemark.archive.WindowArchive;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An archive that can be told to make one mistake. */
final class ToyWindowArchive implements WindowArchive {
    /** What it can be told to do wrong. */
    enum Mistake {
        NONE,
        WRITES_ONE_BY_ONE,
        LOSES_WHAT_REPLACES,
        FIRST_OF_TWO_STAYS,
        KEYS_AS_SIGNED_BYTES,
        SEQUENCE_BACKWARDS,
        MEETING_IS_ENOUGH,
        ALL_KEYS,
        ONE_SHAPE,
        CUTS_KEYS,
        CUTS_ACCUMULATORS,
        READS_ONE_PAGE,
        SCAN_SEES_LATER,
        TAKES_BACK_TOO_MUCH,
        TAKES_NOTHING_BACK,
        FORGETS_EPOCH,
        NEVER_FENCED,
        DELETES_HALF_WINDOWS,
        DELETES_WHAT_ENDS_LATER,
        DELETES_COUNT_WINDOWS,
        FORGETS_WHEN_CLOSED,
        CLOSE_IGNORED
    }

    private final MemoryWindowArchive archive;
    private final Mistake mistake;

    ToyWindowArchive(MemoryWindowArchive archive, Mistake mistake) {
        this.archive = archive;
        this.mistake = mistake;
    }

    @Override
    public long claim() {
        return mistake == Mistake.FORGETS_EPOCH ? archive.claim() * 0 : archive.claim();
    }

    @Override
    public void append(List<ArchivedPane> panes) throws IOException {
        List<ArchivedPane> changed = panes.stream().map(this::changed).toList();
        switch (mistake) {
            case WRITES_ONE_BY_ONE -> {
                for (ArchivedPane pane : changed) {
                    archive.append(List.of(pane));
                    pauseAfter(pane, changed.get(0));
                }
            }
            case LOSES_WHAT_REPLACES ->
                archive.append(changed.stream()
                        .filter(pane -> pane.content() != Content.NONE)
                        .toList());
            case FIRST_OF_TWO_STAYS -> {
                List<ArchivedPane> first = new ArrayList<>(changed);
                for (ArchivedView view : archive.views()) {
                    archive.scan(ArchiveRange.all(view), null, first::add);
                }
                archive.append(first);
            }
            case NEVER_FENCED -> {
                archive.claim();
                archive.append(changed);
            }
            default -> archive.append(changed);
        }
    }

    /** Long enough for a reader to see the first one alone. */
    private static void pauseAfter(ArchivedPane pane, ArchivedPane first) {
        for (int i = 0; pane.equals(first) && i < 100_000; i++) {
            Thread.onSpinWait();
        }
    }

    private ArchivedPane changed(ArchivedPane pane) {
        return new ArchivedPane(
                mistake == Mistake.ONE_SHAPE ? new ArchivedView(pane.view().name(), "{shape: 1}") : pane.view(),
                mistake == Mistake.CUTS_KEYS ? cut(pane.key(), 4_000) : pane.key(),
                pane.window(),
                pane.sequence(),
                pane.content(),
                pane.epoch(),
                pane.count(),
                mistake == Mistake.CUTS_ACCUMULATORS ? cut(pane.accumulators(), 1 << 20) : pane.accumulators());
    }

    private static byte[] cut(byte[] bytes, int length) {
        return bytes.length <= length ? bytes : Arrays.copyOf(bytes, length);
    }

    @Override
    public void forgetAfter(long epoch) throws IOException {
        if (mistake == Mistake.NEVER_FENCED) {
            archive.claim();
        }
        if (mistake != Mistake.TAKES_NOTHING_BACK) {
            archive.forgetAfter(mistake == Mistake.TAKES_BACK_TOO_MUCH ? epoch - 1 : epoch);
        }
    }

    @Override
    public List<ArchivedView> views() {
        return archive.views();
    }

    @Override
    public void scan(ArchiveRange range, byte @Nullable [] key, ArchiveVisitor visitor) throws IOException {
        switch (mistake) {
            case KEYS_AS_SIGNED_BYTES ->
                sorted(range, key, Comparator.comparing(ArchivedPane::key, Arrays::compare), visitor);
            case SEQUENCE_BACKWARDS ->
                sorted(
                        range,
                        key,
                        Comparator.comparing(ArchivedPane::key, Arrays::compareUnsigned)
                                .thenComparing(pane -> pane.window().start())
                                .thenComparing(pane -> pane.window().end())
                                .thenComparing(ArchivedPane::sequence, Comparator.reverseOrder()),
                        visitor);
            case MEETING_IS_ENOUGH ->
                filtered(
                        ArchiveRange.all(range.view()),
                        key,
                        pane -> pane.window().start() < range.to()
                                && pane.window().end() > range.from(),
                        visitor);
            case ALL_KEYS -> archive.scan(range, null, visitor);
            case READS_ONE_PAGE -> {
                List<ArchivedPane> panes = panes(range, key);
                for (ArchivedPane pane : panes.subList(0, Math.min(panes.size(), 1000))) {
                    visitor.pane(pane);
                }
            }
            case SCAN_SEES_LATER -> {
                for (int i = 0; i < panes(range, key).size(); i++) {
                    visitor.pane(panes(range, key).get(i));
                }
            }
            default -> archive.scan(range, key, visitor);
        }
    }

    private List<ArchivedPane> panes(ArchiveRange range, byte @Nullable [] key) throws IOException {
        List<ArchivedPane> panes = new ArrayList<>();
        archive.scan(range, key, panes::add);
        return panes;
    }

    private void sorted(
            ArchiveRange range, byte @Nullable [] key, Comparator<ArchivedPane> order, ArchiveVisitor visitor)
            throws IOException {
        List<ArchivedPane> panes = panes(range, key);
        panes.sort(order);
        for (ArchivedPane pane : panes) {
            visitor.pane(pane);
        }
    }

    private void filtered(
            ArchiveRange range, byte @Nullable [] key, Predicate<ArchivedPane> filter, ArchiveVisitor visitor)
            throws IOException {
        for (ArchivedPane pane : panes(range, key)) {
            if (filter.test(pane)) {
                visitor.pane(pane);
            }
        }
    }

    @Override
    public int deleteEndedBefore(long time, int limit) {
        return switch (mistake) {
            case DELETES_HALF_WINDOWS ->
                delete(
                        pane -> pane.window().domain() == Window.Domain.TIME
                                && pane.window().end() <= time,
                        limit);
            case DELETES_WHAT_ENDS_LATER -> archive.deleteEndedBefore(time + 1, limit);
            case DELETES_COUNT_WINDOWS ->
                archive.deleteEndedBefore(time, limit)
                        + delete(pane -> pane.window().domain() == Window.Domain.COUNT, limit);
            default -> archive.deleteEndedBefore(time, limit);
        };
    }

    /** Deletes those that {@code chosen} takes, in the order of the ends of their windows, as many as {@code limit} says. */
    private int delete(Predicate<ArchivedPane> chosen, int limit) {
        try {
            List<ArchivedPane> all = new ArrayList<>();
            for (ArchivedView view : archive.views()) {
                all.addAll(panes(ArchiveRange.all(view), null));
            }
            List<ArchivedPane> deleted = all.stream()
                    .filter(chosen)
                    .sorted(Comparator.comparingLong(pane -> pane.window().end()))
                    .limit(limit)
                    .toList();
            all.removeAll(deleted);
            archive.claim();
            archive.forgetAfter(-1);
            archive.append(all);
            return deleted.size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (mistake == Mistake.FORGETS_WHEN_CLOSED) {
            try {
                archive.claim();
                archive.forgetAfter(-1);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        if (mistake != Mistake.CLOSE_IGNORED) {
            archive.close();
        }
    }
}
