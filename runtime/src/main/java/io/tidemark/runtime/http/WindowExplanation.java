// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.tidemark.element.Row;
import io.tidemark.engine.LiveWindow;
import io.tidemark.engine.PartitionProgress;
import io.tidemark.llm.row.Key;
import io.tidemark.runtime.job.RunningJob;
import io.tidemark.runtime.render.Figures;
import io.tidemark.time.Timestamps;
import io.tidemark.view.View;
import io.tidemark.watermark.Watermark;
import io.tidemark.watermark.WatermarkSpec;
import io.tidemark.window.AlignedWindows;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says, in words with numbers, what the windows of a key wait for. */
final class WindowExplanation {
    private static final int MOST_WINDOWS = 100;

    private final View<Row, Key> view;
    private final Key key;
    private final long now;
    private final Times times;

    /** Of the windows of {@code key}; it is {@code now}. */
    WindowExplanation(View<Row, Key> view, Key key, long now, Times times) {
        this.view = view;
        this.key = key;
        this.now = now;
        this.times = times;
    }

    /** Of the window that starts at {@code start}, or of all that live; on the job's thread. */
    Map<String, Object> of(RunningJob running, Optional<Long> start) {
        List<LiveWindow> live =
                running.job().pipeline().live().windows(view.name(), key, Long.MIN_VALUE, Long.MAX_VALUE, MOST_WINDOWS);
        List<PartitionProgress> partitions = running.job().pipeline().live().partitions(view.name());
        long watermark = running.job().pipeline().watermark(view.name());
        List<Object> windows = new ArrayList<>();
        for (LiveWindow window : live) {
            if (start.isEmpty() || window.window().start() == start.get()) {
                windows.add(explained(window, watermark, partitions));
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>(Watermarks.of(running, view, now));
        answer.put("key", key.asMap());
        answer.put("windows", windows);
        answer.put("verdict", windows.isEmpty() ? absent(start, watermark, live) : verdict(windows));
        return answer;
    }

    private static Object verdict(List<Object> windows) {
        Object first = windows.get(0);
        Object told = first instanceof Map<?, ?> map ? map.get("verdict") : null;
        return windows.size() == 1 && told != null
                ? told
                : windows.size() + " windows of this key live; each says what it waits for";
    }

    private Map<String, Object> explained(LiveWindow live, long watermark, List<PartitionProgress> partitions) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("window", times.bounds(live.window()));
        map.put("state", live.isComplete() ? "closed" : "open");
        map.put("count", live.count());
        map.put("panes", live.panes());
        map.put("new_elements", live.fresh());
        List<Object> conditions = new ArrayList<>();
        map.put("conditions", conditions);
        if (live.processingTimer() != LiveWindow.NEVER) {
            conditions.add(condition("processing_time", live.processingTimer(), now));
        }
        if (live.eventTimer() != LiveWindow.NEVER) {
            conditions.add(condition("event_time_trigger", live.eventTimer(), watermark));
        }
        if (live.isComplete()) {
            conditions.add(condition("expiry", live.expiresAt(), watermark));
            map.put("verdict", complete(live));
        } else {
            conditions.add(condition("watermark", live.window().end(), watermark));
            map.put("verdict", open(live, watermark, partitions));
        }
        return map;
    }

    /** One thing that something happens at: when it is, and how far it is from that. */
    private Map<String, Object> condition(String on, long at, long is) {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("on", on);
        condition.put("at", times.timer(at));
        condition.put("is", is == Watermark.MIN ? null : times.value(is));
        condition.put("missing_ms", at == Long.MAX_VALUE || is == Watermark.MIN ? null : Timestamps.subtract(at, is));
        return condition;
    }

    private static String complete(LiveWindow live) {
        return "it has fired on time: " + live.panes() + " panes so far. Until the watermark reaches "
                + Figures.time(live.expiresAt()) + " late elements of it make further panes"
                + (live.fresh() > 0 ? "; " + live.fresh() + " wait for the late trigger" : "");
    }

    private String open(LiveWindow live, long watermark, List<PartitionProgress> partitions) {
        Window window = live.window();
        return switch (window.domain()) {
            case COUNT ->
                "it fires with the element number " + (window.end() - 1) + " of this key; " + live.count()
                        + " of its elements are there. Time plays no part";
            case GLOBAL ->
                "the window has no end, so it fires only by its triggers, and when the input ends" + timer(live);
            case TIME ->
                "it fires on time when the watermark reaches " + Figures.time(window.end()) + ", which is "
                        + (watermark == Watermark.MIN
                                ? "not there at all yet"
                                : Figures.time(watermark) + ": " + millis(Timestamps.subtract(window.end(), watermark))
                                        + " are missing")
                        + ". " + holder(window.end(), watermark, partitions) + timer(live);
        };
    }

    private String timer(LiveWindow live) {
        if (live.processingTimer() == LiveWindow.NEVER) {
            return "";
        }
        return ". An early pane is due at " + Figures.time(live.processingTimer()) + ", in "
                + millis(Math.max(0, live.processingTimer() - now));
    }

    /** Who is to blame. */
    private String holder(long end, long watermark, List<PartitionProgress> partitions) {
        WatermarkSpec<Row> spec = view.watermarks();
        if (spec.followsProcessingTime()) {
            return "It follows the clock, which is at " + Figures.time(now);
        }
        if (partitions.isEmpty()) {
            return "No partition of the source is known yet";
        }
        List<Long> holders = Watermarks.holders(partitions);
        if (holders.isEmpty()) {
            return "All " + partitions.size() + " partitions are idle"
                    + (spec.allIdle() == WatermarkSpec.AllIdle.HOLD
                            ? ", and 'all_idle: hold' keeps it where it is until one of them yields"
                            : "");
        }
        PartitionProgress first = partitions.stream()
                .filter(partition -> partition.partition() == holders.get(0))
                .findFirst()
                .orElseThrow();
        String who = holders.size() == 1 ? "Partition " + holders.get(0) : "Partitions " + joined(holders);
        if (first.watermark() == Watermark.MIN) {
            return who + " held nothing yet, and " + (holders.size() == 1 ? "holds" : "hold") + " it until "
                    + (holders.size() == 1 ? "it does" : "they do") + until(spec, first);
        }
        if (first.watermark() >= end && first.watermark() > watermark) {
            return "The partitions are past it already; it is told every " + millis(spec.emitInterval())
                    + " ('emit_interval')";
        }
        return who + " " + (holders.size() == 1 ? "holds" : "hold") + " it, at " + Figures.time(first.watermark())
                + until(spec, first);
    }

    private String until(WatermarkSpec<Row> spec, PartitionProgress holder) {
        if (spec.idleTimeout() == WatermarkSpec.NEVER) {
            return "; without 'idle_timeout' a silent partition holds it for ever";
        }
        long silent = Math.max(0, now - holder.lastActive());
        return "; it has been silent for " + millis(silent) + ", and is idle after " + millis(spec.idleTimeout());
    }

    private static String joined(List<Long> numbers) {
        return String.join(", ", numbers.stream().limit(8).map(String::valueOf).toList())
                + (numbers.size() > 8 ? " and " + (numbers.size() - 8) + " more" : "");
    }

    private String absent(Optional<Long> start, long watermark, List<LiveWindow> live) {
        if (start.isEmpty()) {
            return "no window of this key lives: it had no element yet, or all of its windows have fired and expired";
        }
        String others = live.isEmpty()
                ? "; no other window of it lives"
                : "; it has " + live.size() + " others, the first from "
                        + live.get(0).window().start();
        Optional<Window> aligned = alignedAt(start.get());
        if (aligned.isPresent() && aligned.get().start() != start.get()) {
            return "no window of this view starts then; one starts at "
                    + aligned.get().start() + others;
        }
        if (aligned.isPresent() && watermark >= Timestamps.add(aligned.get().end(), view.allowedLateness())) {
            return "the window is past: the watermark, " + Figures.time(watermark)
                    + ", is beyond its end and the lateness allowed after it. If it had"
                    + " elements, it has fired and was dropped" + others;
        }
        return "no element of this key is in a window that starts then" + others;
    }

    /** The window that starts at {@code start}, or else the first one that holds it, where windows are the same for all keys. */
    private Optional<Window> alignedAt(long start) {
        if (!(view.windowing() instanceof AlignedWindows aligned)) {
            return Optional.empty();
        }
        long slice = aligned.sliceStart(start);
        long first = aligned.nextEnd(slice, start);
        for (long end = first; end != AlignedWindows.NO_END; end = aligned.nextEnd(slice, end)) {
            if (aligned.startOf(end) == start) {
                return Optional.of(Window.time(start, end));
            }
        }
        return first == AlignedWindows.NO_END
                ? Optional.empty()
                : Optional.of(Window.time(aligned.startOf(first), first));
    }

    private static String millis(long millis) {
        if (millis < 10_000) {
            return millis + " ms";
        }
        return Figures.span(millis / 1000);
    }
}
