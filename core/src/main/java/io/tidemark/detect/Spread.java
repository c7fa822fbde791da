// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

import io.tidemark.aggregate.Distribution;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many numbers there are of which size: a distribution that takes little room, whatever it was made of.
 *
 * <p>It has at most {@link #MOST} different numbers. Where there are more, neighbours are put together, each group under its largest number, so that no group but of one number has more than a {@code MOST/2}-th of all: then a share of numbers up to any
 * limit is wrong by less than that.
 */
public final class Spread {
    /** So many different numbers are told apart. */
    public static final int MOST = 256;

    /** No numbers. */
    public static final Spread NONE = new Spread(new double[0], new long[0]);

    private static final int MOST_IN_HALF = MOST / 2;

    private final double[] numbers;
    private final long[] counts;
    private final long total;

    private Spread(double[] numbers, long[] counts) {
        this.numbers = numbers;
        this.counts = counts;
        long sum = 0;
        for (long count : counts) {
            sum = Math.addExact(sum, count);
        }
        total = sum;
    }

    /** What {@code distribution} holds. */
    public static Spread of(Distribution distribution) {
        TreeMap<Double, Long> all = new TreeMap<>();
        // Adding zero makes a positive zero of a negative one, which equals it.
        distribution.forEachNumber((number, count) -> all.merge(number + 0.0, count, Math::addExact));
        return of(all);
    }

    /** All numbers of {@code parts}. */
    public static Spread merged(List<Spread> parts) {
        TreeMap<Double, Long> all = new TreeMap<>();
        for (Spread part : parts) {
            for (int i = 0; i < part.numbers.length; i++) {
                all.merge(part.numbers[i], part.counts[i], Math::addExact);
            }
        }
        return of(all);
    }

    private static Spread of(SortedMap<Double, Long> all) {
        double[] numbers = new double[all.size()];
        long[] counts = new long[numbers.length];
        int size = 0;
        for (var one : all.entrySet()) {
            numbers[size] = one.getKey();
            counts[size++] = one.getValue();
        }
        Spread whole = new Spread(numbers, counts);
        return size <= MOST ? whole : whole.grouped();
    }

    /** Two groups that follow each other have more together than one may have, so there are fewer than {@code MOST + 1}. */
    private Spread grouped() {
        double[] groups = new double[numbers.length];
        long[] sums = new long[numbers.length];
        long most = total / MOST_IN_HALF + 1;
        int last = -1;
        for (int i = 0; i < numbers.length; i++) {
            if (last < 0 || sums[last] + counts[i] > most) {
                last++;
            }
            groups[last] = numbers[i];
            sums[last] += counts[i];
        }
        return new Spread(Arrays.copyOf(groups, last + 1), Arrays.copyOf(sums, last + 1));
    }

    /** How many numbers there are. */
    public long total() {
        return total;
    }

    /** How many different ones. */
    public int size() {
        return numbers.length;
    }

    /** The {@code i}-th number, from the smallest. */
    public double number(int i) {
        return numbers[i];
    }

    /** How many there are of the {@code i}-th number. */
    public long count(int i) {
        return counts[i];
    }

    /**
     * The number of nearest rank.
     *
     * @param share from 0 to 1; a half is the median
     * @throws IllegalStateException when there are no numbers
     */
    public double quantile(double share) {
        double rank = Math.max(1, Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < numbers.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return numbers[i];
            }
        }
        throw new IllegalStateException("there are no numbers");
    }

    /** Writes it; {@link #read} reads that. */
    public void write(StateOutput out) {
        out.writeVarLong(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            out.writeDouble(numbers[i]);
            out.writeVarLong(counts[i]);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws CorruptStateException when it cannot have written that
     */
    public static Spread read(StateInput in) throws CorruptStateException {
        int size = in.readCount(Double.BYTES + 1);
        double[] numbers = new double[size];
        long[] counts = new long[size];
        long sum = 0;
        for (int i = 0; i < size; i++) {
            numbers[i] = in.readDouble();
            counts[i] = in.readVarLong();
            boolean ascends = i == 0 || numbers[i] > numbers[i - 1];
            sum += counts[i];
            if (!Double.isFinite(numbers[i]) || !ascends || counts[i] < 1 || sum < 1 || size > MOST) {
                throw new CorruptStateException(
                        "these are not the bytes of a distribution: " + counts[i] + " of " + numbers[i]);
            }
        }
        return new Spread(numbers, counts);
    }
}
