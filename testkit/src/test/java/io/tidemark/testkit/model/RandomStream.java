// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes scripts: out of order, late, twice, in bursts, on boundaries, from partitions that fall silent. */
final class RandomStream {
    /** An empty key is a key; composed and decomposed are two; a lone surrogate is no valid UTF-16, but a key. */
    private static final List<String> KEYS = List.of(
            "a",
            "b",
            "c",
            "",
            " ",
            "\u00e9",
            "e\u0301",
            "\ud800",
            "\udc00",
            "\ud83d\ude00",
            "a|b",
            "{\"k\":null}",
            "\0");

    private final Dice dice;
    private final Scale scale;
    private final List<ViewSpec> views;
    private final List<Step> steps = new ArrayList<>();
    private final List<Step.Add> added = new ArrayList<>();
    private final long[] progress;
    private final boolean[] silent;
    private final boolean sourceKnows;
    private final List<String> keys = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();
    private long now;
    private long number;

    RandomStream(Dice dice, Scale scale, List<ViewSpec> views) {
        this.dice = dice;
        this.scale = scale;
        this.views = views;
        progress = new long[dice.of(1, 1, 2, 3, 5)];
        silent = new boolean[progress.length];
        java.util.Arrays.fill(progress, scale.base());
        now = scale.clock();
        sourceKnows = dice.chance(8);
        for (int i = dice.of(1, 2, 4, 8); i > 0; i--) {
            keys.add(dice.of(KEYS));
        }
        for (ViewSpec view : views) {
            pauses.add(view.watermarks().idleTimeout());
            pauses.add(view.watermarks().emitInterval());
            view.early().ifPresent(this::notePauses);
            view.late().ifPresent(this::notePauses);
        }
        pauses.removeIf(pause -> pause == 0 || pause == WatermarksSpec.NEVER);
    }

    List<Step> steps(int elements) {
        boolean declaredFirst = dice.chance(50);
        if (declaredFirst) {
            declareSome();
        }
        steps.add(new Step.Advance(now));
        if (!declaredFirst) {
            declareSome();
        }
        while (number < elements) {
            passTime();
            burst();
        }
        if (dice.chance(30)) {
            now += dice.between(0, 100) * scale.unit();
            steps.add(new Step.Advance(now));
        }
        if (dice.chance(90)) {
            steps.add(new Step.End());
        }
        return steps;
    }

    private void declareSome() {
        for (int p = 0; p < progress.length; p++) {
            if (dice.chance(30)) {
                steps.add(new Step.Declare(p));
            }
        }
        if (dice.chance(5)) {
            steps.add(new Step.Declare(progress.length));
        }
    }

    private void passTime() {
        if (dice.chance(3)) {
            steps.add(new Step.Pause(dice.between(1, 20) * scale.unit()));
        }
        if (sourceKnows && dice.chance(20)) {
            steps.add(new Step.SourceWatermark(boundary(progress[0])));
        }
        long step = switch (dice.below(10)) {
            case 0, 1, 2 -> 0;
            case 3, 4, 5 -> dice.between(0, 2) * scale.unit();
            case 6, 7 -> dice.between(1, 6);
            case 8 -> pauses.isEmpty() ? 1 : dice.of(pauses) + dice.between(-1, 1);
            default -> dice.chance(20) ? dice.between(1, 60) * scale.unit() : -dice.between(0, 5);
        };
        if (dice.chance(80)) {
            steps.add(new Step.Advance(now + step));
            now = Math.max(now, now + step);
        }
    }

    private void burst() {
        int partition = dice.below(progress.length);
        if (dice.chance(4)) {
            silent[partition] = !silent[partition];
        }
        if (silent[partition] && dice.chance(80)) {
            partition = 0;
        }
        for (int i = dice.of(1, 1, 1, 1, 2, 8); i > 0; i--) {
            add(partition);
        }
    }

    private void add(int partition) {
        number++;
        if (dice.chance(1)) {
            steps.add(new Step.Invalid(partition, number));
            return;
        }
        if (!added.isEmpty() && dice.chance(8)) {
            again(partition, dice.of(added));
            return;
        }
        long timestamp = timestamp(partition);
        @Nullable String key = dice.chance(2) ? null : dice.of(keys);
        @Nullable String id = dice.chance(3) ? null : "id" + (dice.chance(90) ? number : dice.between(0, number));
        double value = dice.chance(5) ? Double.NaN : dice.between(-1000, 1000);
        TestElement element = new TestElement(number, key, id, value, dice.chance(10), dice.chance(6), dice.chance(25));
        Step.Add step = new Step.Add(partition, element, timestamp);
        steps.add(step);
        added.add(step);
    }

    /** The same id once more, at the same time or near it. */
    private void again(int partition, Step.Add first) {
        TestElement e = first.element();
        TestElement copy = new TestElement(number, e.key(), e.id(), e.value(), e.excluded(), e.critical(), e.mark());
        long timestamp = first.timestamp() + (dice.chance(70) ? 0 : dice.between(-20, 20) * scale.unit());
        steps.add(new Step.Add(partition, copy, timestamp));
    }

    private long timestamp(int partition) {
        long at = progress[partition];
        switch (dice.below(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> at += dice.between(0, 3) * scale.unit();
            case 8, 9, 10 -> at -= dice.between(0, 10) * scale.unit();
            case 11 -> at -= dice.between(0, 40) * scale.unit();
            case 12 -> at += dice.between(1, 8);
            case 13 -> at += dice.chance(30) ? dice.between(10, 60) * scale.unit() : 0;
            case 14 -> at = dice.chance(90) ? at : absurd();
            case 15 -> at = Math.abs(now - at) > 1000 * scale.unit() ? at : now + dice.between(-5, 5) * scale.unit();
            default -> at = boundary(at);
        }
        boolean believable = at < progress[partition] + 100 * scale.unit();
        progress[partition] = believable ? Math.max(progress[partition], at) : progress[partition];
        return at;
    }

    /** An edge of a window, or what makes the watermark reach an edge or the end of its lateness; or one millisecond beside it. */
    private long boundary(long at) {
        ViewSpec view = dice.of(views);
        long edge = edge(view.windows(), at);
        edge += dice.chance(40) ? view.watermarks().delay() : 0;
        edge += dice.chance(40) ? view.lateness() : 0;
        return edge + dice.of(-1L, 0L, 0L, 1L);
    }

    private long edge(WindowsSpec windows, long at) {
        if (windows instanceof WindowsSpec.Session session && !added.isEmpty()) {
            long last = added.get(added.size() - 1).timestamp();
            return last + dice.of(session.gap(), -session.gap());
        }
        if (windows instanceof WindowsSpec.PerElement perElement && Math.abs(at) < 1L << 61) {
            TestElement any = new TestElement(0, "", null, 0, false, false, false);
            TreeSet<Long> edges = new TreeSet<>();
            for (Bounds window : perElement.find(any, at)) {
                edges.add(window.start());
                edges.add(window.end());
            }
            edges.removeIf(edge -> Math.abs(edge - at) > 200 * scale.unit());
            if (!edges.isEmpty()) {
                return dice.of(List.copyOf(edges));
            }
        }
        return at;
    }

    private long absurd() {
        long largest = 1L << 62;
        return dice.of(largest, -largest, largest + 1, -largest - 1, Long.MAX_VALUE, Long.MIN_VALUE, 0L, -1L);
    }

    private void notePauses(TriggerSpec trigger) {
        if (trigger instanceof TriggerSpec.Timed timed) {
            pauses.add(timed.interval());
        } else if (trigger instanceof TriggerSpec.Repeat repeat) {
            notePauses(repeat.part());
        } else if (trigger instanceof TriggerSpec.Any any) {
            any.parts().forEach(this::notePauses);
        } else if (trigger instanceof TriggerSpec.All all) {
            all.parts().forEach(this::notePauses);
        }
    }
}
