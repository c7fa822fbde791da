// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

/**
 * How far the distribution of a window's numbers is from that of windows before. The value must be the result of a function whose accumulator is a {@link io.tidemark.aggregate.Distribution}, as that of percentiles is.
 *
 * <p>The reference is of the last windows that were not unusual, or for ever of the first ones. There is none, and no window is judged, before it has all of its windows.
 *
 * @param measure what is the distance
 * @param fire a distance above which an alert is raised
 * @param resolve a distance down to which it lasts
 * @param reference of which windows the reference is
 * @param windows of how many, at most {@link #MOST_WINDOWS}
 * @param minCount a window with fewer numbers is not judged, but learned: of few, any distance may be chance
 * @param bins {@link Measure#PSI}: how many, each with as many numbers of the reference, at most {@link #MOST_BINS}
 * @param pValue {@link Measure#KS}: a distance that is as likely as this or more by chance is none; 1 for whatever it is
 */
public record Drift(
        Measure measure,
        double fire,
        double resolve,
        Reference reference,
        int windows,
        long minCount,
        int bins,
        double pValue)
        implements DetectionRule {
    /** So many windows may a reference have: it is kept for each key. */
    public static final int MOST_WINDOWS = 100;

    /** So many bins may there be. */
    public static final int MOST_BINS = 100;

    /** An index above 0.25, down to 0.1, by ten bins, against the last twelve windows; of a hundred numbers or more. */
    public static final Drift PSI = new Drift(Measure.PSI, 0.25, 0.1, Reference.RECENT, 12, 100, 10, 1);

    /** A statistic above 0.2, down to 0.1, that is no chance by 5 %, against the last twelve windows; of a hundred numbers or more. */
    public static final Drift KS = new Drift(Measure.KS, 0.2, 0.1, Reference.RECENT, 12, 100, 10, 0.05);

    /** What is the distance of two distributions. */
    public enum Measure {
        /** {@link PopulationStability}. */
        PSI,
        /** {@link KolmogorovSmirnov}. */
        KS
    }

    /** Of which windows the reference is. */
    public enum Reference {
        /** The last ones. */
        RECENT,
        /** The first ones that the key had. */
        FIRST
    }

    /** Checks that it can be computed. */
    public Drift {
        String kind = measure == Measure.PSI ? "psi" : "ks";
        DetectionRule.check(kind, fire, resolve);
        if (windows < 1 || windows > MOST_WINDOWS) {
            throw new IllegalArgumentException(
                    kind + ": windows must be from 1 to " + MOST_WINDOWS + ", but is " + windows);
        }
        if (bins < 2 || bins > MOST_BINS || minCount < 1 || !(pValue > 0 && pValue <= 1)) {
            throw new IllegalArgumentException(kind + ": bins must be from 2 to " + MOST_BINS
                    + ", min_count at least 1 and p_value above 0 and at most 1, but they are " + bins + ", " + minCount
                    + " and " + pValue);
        }
    }

    /** The same with a reference of the first or the last {@code count} windows. */
    public Drift against(Reference reference, int count) {
        return new Drift(measure, fire, resolve, reference, count, minCount, bins, pValue);
    }

    /** The same with other limits. */
    public Drift within(double fire, double resolve) {
        return new Drift(measure, fire, resolve, reference, windows, minCount, bins, pValue);
    }

    /** The same for windows of {@code count} numbers or more. */
    public Drift ofAtLeast(long count) {
        return new Drift(measure, fire, resolve, reference, windows, count, bins, pValue);
    }

    @Override
    public String kind() {
        return measure == Measure.PSI ? "psi" : "ks";
    }

    @Override
    public double fireLevel() {
        return fire;
    }

    @Override
    public double resolveLevel() {
        return resolve;
    }
}
