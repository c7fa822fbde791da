// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.render;

/** Draws a share as a bar: eighths of blocks where the terminal shows Unicode, else number signs. */
public final class Bars {
    private static final String EIGHTHS = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589";
    private static final char FULL = '\u2588';

    private Bars() {}

    /** A bar for {@code share}, in {@code [0, 1]}, exactly {@code width} characters long. A share above 0 always shows. */
    public static String of(double share, int width, boolean unicode) {
        double clamped = Math.max(0, Math.min(1, share));
        int steps = unicode ? 8 : 1;
        long filled = Math.round(clamped * width * steps);
        if (filled == 0 && clamped > 0) {
            filled = 1;
        }
        StringBuilder bar = new StringBuilder();
        bar.append(String.valueOf(unicode ? FULL : '#').repeat((int) (filled / steps)));
        if (filled % steps > 0) {
            bar.append(EIGHTHS.charAt((int) (filled % steps)));
        }
        return bar + " ".repeat(width - bar.length());
    }
}
