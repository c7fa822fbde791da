// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.List;
import java.util.Locale;

/** Groups of horizontal bars as SVG, 700 wide, readable on a light and on a dark ground. Each group has a scale of its own. */
public final class BarChart {
    private static final int WIDTH = 700;
    private static final int LABEL = 90;
    private static final int NUMBER = 150;
    private static final int LINE = 22;
    private static final int HEAD = 34;
    private static final int BAR = 14;
    private static final String STYLE = """
            <style>
            text { font: 13px sans-serif; fill: #24292f; }
            .head { font-weight: bold; }
            .bar { fill: #4c78a8; }
            .range { stroke: #24292f; }
            .aim { stroke: #b5541c; stroke-dasharray: 4 3; }
            @media (prefers-color-scheme: dark) { text { fill: #d0d7de; } .bar { fill: #6c9bd1; } .range { stroke: #d0d7de; } .aim { stroke: #e8935c; } }
            </style>
            """;

    private BarChart() {}

    /**
     * A bar, and the range around its end.
     *
     * @param label left of it
     * @param spread where it ends, and the range
     * @param number right of it
     */
    public record Bar(String label, Spread spread, String number) {}

    /**
     * Bars that are compared with each other.
     *
     * @param head above them
     * @param bars from top to bottom
     * @param aim where a line is drawn; {@code NaN} for none
     */
    public record Group(String head, List<Bar> bars, double aim) {
        double scale() {
            double most =
                    bars.stream().mapToDouble(bar -> bar.spread.max()).max().orElse(1);
            return (WIDTH - LABEL - NUMBER) / Math.max(most, Double.isNaN(aim) ? 0 : aim);
        }

        int height() {
            return HEAD + LINE * bars.size();
        }
    }

    /** The chart. */
    public static String of(String title, List<Group> groups) {
        int height = LINE + groups.stream().mapToInt(Group::height).sum() + LINE / 2;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">%n<title>%s</title>%n%s",
                WIDTH,
                height,
                WIDTH,
                height,
                escaped(title),
                STYLE));
        svg.append(text(0, LINE - 6, "head", title));
        int top = LINE;
        for (Group group : groups) {
            draw(svg, group, top);
            top += group.height();
        }
        return svg.append("</svg>\n").toString();
    }

    private static void draw(StringBuilder svg, Group group, int top) {
        svg.append(text(0, top + HEAD - 10, "head", group.head));
        double scale = group.scale();
        int line = top + HEAD;
        for (Bar bar : group.bars) {
            int middle = line + BAR / 2;
            svg.append(text(0, line + BAR - 2, "label", bar.label));
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                    LABEL,
                    line,
                    bar.spread.median() * scale,
                    BAR));
            svg.append(stroke(
                    "range", LABEL + bar.spread.min() * scale, middle, LABEL + bar.spread.max() * scale, middle));
            svg.append(text(LABEL + (int) (bar.spread.max() * scale) + 6, line + BAR - 2, "number", bar.number));
            line += LINE;
        }
        if (!Double.isNaN(group.aim)) {
            double x = LABEL + group.aim * scale;
            svg.append(stroke("aim", x, top + HEAD - 4, x, line - LINE + BAR + 4));
        }
    }

    private static String stroke(String kind, double x1, double y1, double x2, double y2) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                kind,
                x1,
                y1,
                x2,
                y2);
    }

    private static String text(int x, int y, String kind, String text) {
        return String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", kind, x, y, escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
