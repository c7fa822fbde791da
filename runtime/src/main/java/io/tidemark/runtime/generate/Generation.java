// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.generate;

import io.tidemark.runtime.io.FeedbackEvent;
import io.tidemark.runtime.io.FeedbackStream;
import io.tidemark.runtime.job.Progress;
import io.tidemark.runtime.job.StopSignal;
import java.io.IOException;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Hands events from a stream to an output, at the pace that was asked for, until there are no more or it is told to stop. */
public final class Generation {
    /** After so many the clock is looked at, and whether it is to stop. */
    private static final int BATCH = 256;

    private final FeedbackStream events;
    private final EventOutput output;
    private final double perSecond;
    private final LongSupplier nanos;
    private long sent;
    private long bytes;
    private long last = Long.MIN_VALUE;

    /**
     * Nothing is handed out yet.
     *
     * @param perSecond the pace; infinity for as fast as it goes
     * @param nanos a clock that never goes back
     */
    public Generation(FeedbackStream events, EventOutput output, double perSecond, LongSupplier nanos) {
        this.events = events;
        this.output = output;
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    /** How many were handed out. */
    public long sent() {
        return sent;
    }

    /**
     * Hands out the events, and completes the output.
     *
     * @param wait lets so many milliseconds pass, or fewer
     */
    public GenerationSummary run(Progress progress, StopSignal stop, LongConsumer wait) throws IOException {
        long begin = nanos.getAsLong();
        Pace pace = new Pace(perSecond, begin);
        boolean goesOn = true;
        while (goesOn && !stop.isStopped()) {
            long now = nanos.getAsLong();
            long due = pace.due(now) - sent;
            if (due <= 0) {
                output.pause();
                wait.accept(pace.millisUntilNext(sent, now));
            } else {
                goesOn = write((int) Math.min(BATCH, due));
                progress.update(sent, last);
            }
        }
        output.complete();
        return new GenerationSummary(sent, bytes, perSecond, nanos.getAsLong() - begin);
    }

    private boolean write(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            FeedbackEvent event = events.next();
            if (event == null) {
                return false;
            }
            output.write(event);
            sent++;
            bytes += event.json().length;
            last = Math.max(last, event.timestamp());
        }
        return events.peek() != null;
    }
}
