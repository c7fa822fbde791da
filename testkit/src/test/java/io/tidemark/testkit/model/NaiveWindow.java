// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.pane.Pane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One key's window: every element it holds, and what was emitted of it. */
final class NaiveWindow {
    static final Comparator<NaiveWindow> BY_END =
            Comparator.comparingLong(NaiveWindow::end).thenComparingLong(NaiveWindow::start);
    static final Comparator<NaiveWindow> BY_START =
            Comparator.comparingLong(NaiveWindow::start).thenComparingLong(NaiveWindow::end);

    final String key;
    final Bounds bounds;
    final List<TestElement> elements = new ArrayList<>();
    final List<TestElement> fresh = new ArrayList<>();
    final List<Pane<String>> toRetract = new ArrayList<>();
    private final ViewSpec view;
    private @Nullable NaiveTrigger trigger;

    @Nullable
    Pane<String> last;

    long panes;
    boolean complete;

    NaiveWindow(ViewSpec view, String key, Bounds bounds, boolean complete) {
        this.view = view;
        this.key = key;
        this.bounds = bounds;
        this.complete = complete;
        trigger = newTrigger();
    }

    long start() {
        return bounds.start();
    }

    long end() {
        return bounds.end();
    }

    /** When the window is dropped (rule L1). */
    long expiry() {
        return Bounds.plus(bounds.end(), view.lateness());
    }

    /** The next processing time at which its trigger wants to be asked. */
    long due() {
        return trigger == null ? NaiveTrigger.NEVER : trigger.due();
    }

    /** The watermark passed the end; early triggers are forgotten, late ones begin. */
    void complete() {
        complete = true;
        trigger = newTrigger();
    }

    /** Takes in an element; whether that fires. */
    boolean add(TestElement element, long now) {
        elements.add(element);
        fresh.add(element);
        return trigger == null ? complete : trigger.element(element, now);
    }

    boolean timer(long now) {
        return trigger != null && trigger.timer(now) && !fresh.isEmpty();
    }

    /** Merges another session into this one (rule N6). */
    void absorb(NaiveWindow other) {
        elements.addAll(other.elements);
        fresh.addAll(other.fresh);
        toRetract.addAll(other.toRetract);
        if (other.last != null) {
            toRetract.add(other.last);
        }
        if (other.complete == complete && trigger != null && other.trigger != null) {
            trigger.absorb(other.trigger);
        }
    }

    void emitted(Pane<String> pane) {
        last = pane;
        panes++;
        fresh.clear();
        toRetract.clear();
        if (trigger != null) {
            trigger.pane();
        }
    }

    private @Nullable NaiveTrigger newTrigger() {
        Optional<TriggerSpec> spec = complete ? view.late() : view.early();
        return spec.map(TriggerSpec::naive).orElse(null);
    }
}
