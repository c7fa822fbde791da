// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.render;

import io.tidemark.runtime.host.Terminal;
import java.io.PrintStream;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** One line on a terminal that says how far a job is; nothing where nobody looks. */
public final class ProgressBar {
    private static final long INTERVAL_NANOS = 100_000_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BAR_WIDTH = 20;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream err;
    private final Terminal terminal;
    private final String timeName;
    private final DoubleSupplier done;
    private final LongSupplier nanos;
    private final long begin;
    private long last;
    private boolean isShown;

    /**
     * A bar that is not shown yet.
     *
     * @param done the share of the input that was read, or NaN when that cannot be known
     * @param nanos a clock that never goes back
     */
    public ProgressBar(PrintStream err, Terminal terminal, DoubleSupplier done, LongSupplier nanos) {
        this(err, terminal, "watermark", done, nanos);
    }

    /** The same, with another name for what {@link #update} is given as the watermark. */
    public ProgressBar(PrintStream err, Terminal terminal, String timeName, DoubleSupplier done, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.timeName = timeName;
        this.done = done;
        this.nanos = nanos;
        begin = nanos.getAsLong();
        last = begin;
    }

    /** Shows where the job is, at most ten times a second. */
    public void update(long records, long watermark) {
        if (!terminal.isInteractive()) {
            return;
        }
        long now = nanos.getAsLong();
        if (now - last >= INTERVAL_NANOS) {
            last = now;
            isShown = true;
            err.print(CLEAR_LINE + cut(line(records, watermark, (now - begin) / NANOS_PER_SECOND)));
            err.flush();
        }
    }

    /** Takes the line away, before something else is printed. */
    public void clear() {
        if (isShown) {
            err.print(CLEAR_LINE);
            err.flush();
            isShown = false;
        }
    }

    private String line(long records, long watermark, double seconds) {
        double share = done.getAsDouble();
        String rate = Figures.whole(Math.round(records / seconds)) + " records/s";
        String time = timeName + " " + Figures.time(watermark);
        if (Double.isNaN(share)) {
            return Figures.whole(records) + " records  " + rate + "  " + time;
        }
        String left = share > 0 ? Figures.span(Math.round(seconds * (1 - share) / share)) : "-";
        return "[" + Bars.of(share, BAR_WIDTH, terminal.showsUnicode()) + "] " + Math.round(share * 100) + "%  " + rate
                + "  " + left + " left  " + time;
    }

    private String cut(String line) {
        return line.length() < terminal.columns() ? line : line.substring(0, terminal.columns() - 1);
    }
}
