// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts texts, or sums or averages a number by text, and finds the greatest: exact up to {@code maxValues} different texts, and beyond that with an error that it states.
 *
 * <p>Laws: as long as {@link #error} is 0, every figure is exact, whatever was merged. Otherwise each figure misses at most {@code error} of its text: so many elements, or numbers
 * whose amounts add up to so much where they are summed. A text that is not found has no more than that. {@code error} is at most the whole divided by {@code maxValues + 1}.
 *
 * <p>Texts are told apart by their first {@value #MAX_TEXT} characters. Of a number only finite values may be added.
 */
public final class TopValues {
    /* Misra and Gries (1982), merged as Agarwal, Cormode, Huang, Phillips, Wei and Yi (2012) do. Each text has a weight: what it counted, less what was taken away. When there are
     * twice as many texts as may stay, the weight of the (maxValues + 1)th is taken from all, those without a rest go, and the error grows by that weight: so at least maxValues + 1
     * texts paid it, which bounds it, and texts that come once cost a fraction of a sort each. Count and sum of a text that stays are not touched: they hold all since it came. */

    /** What is found for each text. */
    public enum Figure {
        /** How many elements have it. */
        COUNT(0),
        /** The sum of their numbers. */
        SUM(1),
        /** The mean of their numbers. */
        MEAN(2);

        private final int code;

        Figure(int code) {
            this.code = code;
        }

        /** What a codec writes; it never changes. */
        int code() {
            return code;
        }

        /** What a codec wrote as {@code code}; null for no figure. */
        static @Nullable Figure of(int code) {
            return switch (code) {
                case 0 -> COUNT;
                case 1 -> SUM;
                case 2 -> MEAN;
                default -> null;
            };
        }
    }

    /**
     * A text that was found.
     *
     * @param text the text
     * @param count how many elements had it
     * @param sum of their numbers; 0 where they are only counted
     */
    public record Found(String text, long count, double sum) {
        /** The mean of the numbers. */
        public double mean() {
            return sum / count;
        }
    }

    /** The most texts that may be exact. */
    public static final int LIMIT = 100_000;

    /** So many characters of a text count. */
    public static final int MAX_TEXT = 256;

    private static final int FIRST_CAPACITY = 8;

    private final int maxValues;
    private final Figure figure;

    /** Where a text is, plus 1, by its hash; as long as a power of two, at least half empty. */
    private int[] index;

    private @Nullable String[] texts;
    private long[] counts;
    private double[] weights;
    private double[] sums;
    private double[] lost;
    private int size;
    private double error;
    private long totalCount;
    private double totalSum;
    private double totalLost;

    /** One of nothing, that is exact up to {@code maxValues} texts, from 1 to {@link #LIMIT}. */
    public TopValues(int maxValues, Figure figure) {
        if (maxValues < 1 || maxValues > LIMIT) {
            throw new IllegalArgumentException("max_values is " + maxValues + ", must be from 1 to " + LIMIT);
        }
        this.maxValues = maxValues;
        this.figure = figure;
        index = new int[0];
        texts = new @Nullable String[0];
        counts = new long[0];
        weights = new double[0];
        sums = new double[0];
        lost = new double[0];
        clear();
    }

    /** Forgets everything. */
    public void clear() {
        if (index.length != 2 * FIRST_CAPACITY) {
            allocate(FIRST_CAPACITY);
        } else {
            Arrays.fill(index, 0);
            Arrays.fill(texts, null);
        }
        size = 0;
        error = 0;
        totalCount = 0;
        totalSum = 0;
        totalLost = 0;
    }

    /** Counts one element with {@code text}, and takes {@code number}, which is finite, into its sum unless texts are only counted. */
    public void add(String text, double number) {
        add(cut(text), 1, number, 0, figure == Figure.SUM ? Math.abs(number) : 1);
        totalCount++;
        addToTotal(number);
    }

    /** Adds everything that {@code other} holds. */
    public void merge(TopValues other) {
        if (other.maxValues != maxValues || other.figure != figure) {
            throw new IllegalArgumentException("top values of " + other.figure + ", exact up to " + other.maxValues
                    + ", cannot be merged into those of " + figure + ", exact up to " + maxValues);
        }
        error = bounded(error + other.error);
        totalCount += other.totalCount;
        addToTotal(other.totalSum);
        totalLost += other.totalLost;
        for (int i = 0; i < other.size; i++) {
            add(other.text(i), other.counts[i], other.sum(i), other.lost(i), other.weights[i]);
        }
    }

    private void add(String text, long count, double sum, double lostOfIt, double weight) {
        int at = place(text);
        counts[at] += count;
        weights[at] = bounded(weights[at] + weight);
        if (figure != Figure.COUNT) {
            double before = sums[at];
            double total = before + sum;
            lost[at] += roundedAway(before, sum, total) + lostOfIt;
            sums[at] = total;
        }
        if (size > 2 * maxValues) {
            shrink();
        }
    }

    private void addToTotal(double number) {
        double total = totalSum + number;
        totalLost += roundedAway(totalSum, number, total);
        totalSum = total;
    }

    /** What is missing in {@code total}, the sum of two numbers (Knuth's two-sum). */
    private static double roundedAway(double a, double b, double total) {
        double part = total - a;
        return (a - (total - part)) + (b - part);
    }

    /** Weights stay numbers that can be compared, whatever was added. */
    private static double bounded(double weight) {
        return Math.min(weight, Double.MAX_VALUE);
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    /** Where {@code text} is; a new place when it is new. */
    private int place(String text) {
        int mask = index.length - 1;
        int slot = slot(text, mask);
        while (index[slot] != 0) {
            int at = index[slot] - 1;
            if (text.equals(texts[at])) {
                return at;
            }
            slot = (slot + 1) & mask;
        }
        if (size == texts.length) {
            grow();
            return place(text);
        }
        index[slot] = size + 1;
        texts[size] = text;
        counts[size] = 0;
        weights[size] = 0;
        if (figure != Figure.COUNT) {
            sums[size] = 0;
            lost[size] = 0;
        }
        return size++;
    }

    private static int slot(String text, int mask) {
        int hash = text.hashCode() * 0x9E3779B9;
        return (hash ^ hash >>> 16) & mask;
    }

    private void grow() {
        int capacity = 2 * texts.length;
        texts = Arrays.copyOf(texts, capacity);
        counts = Arrays.copyOf(counts, capacity);
        weights = Arrays.copyOf(weights, capacity);
        if (figure != Figure.COUNT) {
            sums = Arrays.copyOf(sums, capacity);
            lost = Arrays.copyOf(lost, capacity);
        }
        reindex(new int[2 * capacity]);
    }

    private void allocate(int capacity) {
        int numbers = figure == Figure.COUNT ? 0 : capacity;
        index = new int[2 * capacity];
        texts = new @Nullable String[capacity];
        counts = new long[capacity];
        weights = new double[capacity];
        sums = new double[numbers];
        lost = new double[numbers];
    }

    private void reindex(int[] empty) {
        int mask = empty.length - 1;
        for (int at = 0; at < size; at++) {
            int slot = slot(text(at), mask);
            while (empty[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            empty[slot] = at + 1;
        }
        index = empty;
    }

    private void shrink() {
        double[] sorted = Arrays.copyOf(weights, size);
        Arrays.sort(sorted);
        double taken = sorted[size - 1 - maxValues];
        int left = 0;
        for (int at = 0; at < size; at++) {
            if (weights[at] > taken) {
                move(at, left++, taken);
            }
        }
        Arrays.fill(texts, left, size, null);
        size = left;
        error = bounded(error + taken);
        Arrays.fill(index, 0);
        reindex(index);
    }

    private void move(int from, int to, double taken) {
        texts[to] = texts[from];
        counts[to] = counts[from];
        weights[to] = weights[from] - taken;
        if (figure != Figure.COUNT) {
            sums[to] = sums[from];
            lost[to] = lost[from];
        }
    }

    /** The {@code k} texts of the greatest figure; equal ones in the order of their texts. Fewer when there are no more. */
    public List<Found> top(int k) {
        List<Found> found = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            found.add(new Found(text(i), counts[i], total(sum(i), lost(i))));
        }
        found.sort(Comparator.<Found>comparingDouble(this::figure).reversed().thenComparing(Found::text));
        return Collections.unmodifiableList(found.subList(0, Math.min(k, size)));
    }

    private double figure(Found found) {
        return switch (figure) {
            case COUNT -> found.count();
            case SUM -> found.sum();
            case MEAN -> found.mean();
        };
    }

    /** What is found for each text. */
    public Figure figure() {
        return figure;
    }

    /** Up to how many texts it is exact. */
    public int maxValues() {
        return maxValues;
    }

    /** By how much a figure may be too small; 0 when all are exact. */
    public double error() {
        return error;
    }

    /** How many elements there were. */
    public long count() {
        return totalCount;
    }

    /** The sum of all their numbers. */
    public double sum() {
        return total(totalSum, totalLost);
    }

    /** How many texts are known: at most twice {@link #maxValues}. */
    public int size() {
        return size;
    }

    private static double total(double sum, double lost) {
        double total = sum + lost;
        return Double.isNaN(total) ? sum : total;
    }

    /** What a codec writes of a text and of the whole. */
    record Part(String text, long count, double weight, double sum, double lost) {}

    /** All texts in their order. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            parts.add(new Part(text(i), counts[i], weights[i], sum(i), lost(i)));
        }
        parts.sort(Comparator.comparing(Part::text));
        return parts;
    }

    double totalSum() {
        return totalSum;
    }

    double totalLost() {
        return totalLost;
    }

    /** Takes in the whole that {@link #parts} are of. */
    void restore(long count, double sum, double lostOfIt, double errorOfIt) {
        totalCount = count;
        totalSum = sum;
        totalLost = lostOfIt;
        error = errorOfIt;
    }

    /** Takes in a text that is new; there must be room for it. */
    void restore(Part part) {
        add(part.text(), part.count(), part.sum(), part.lost(), part.weight());
    }

    private String text(int at) {
        return Objects.requireNonNull(texts[at]);
    }

    private double sum(int at) {
        return figure == Figure.COUNT ? 0 : sums[at];
    }

    private double lost(int at) {
        return figure == Figure.COUNT ? 0 : lost[at];
    }
}
