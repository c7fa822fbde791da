// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.detect.Drift;
import io.tidemark.detect.Drift.Measure;
import io.tidemark.detect.Drift.Reference;
import io.tidemark.detect.KolmogorovSmirnov;
import io.tidemark.detect.PopulationStability;
import io.tidemark.detect.Spread;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The distributions of the windows that are the reference: each by itself while they may still change, and then together. */
final class DriftState implements RuleState {
    /** Its fields, and the queue's. */
    private static final int BYTES = 136;

    /** Of a distribution. */
    private static final int BYTES_OF_A_SPREAD = 64;

    private static final double MEDIAN = 0.5;

    private final Drift rule;
    private final ArrayDeque<Spread> learned = new ArrayDeque<>(1);

    /** Of how many windows {@link #learned} is. */
    private int windows;

    private @Nullable Spread reference;
    private double distance;
    private double chance;

    DriftState(Drift rule) {
        this.rule = rule;
    }

    @Override
    public double judge(double value, Spread spread) {
        if (windows < rule.windows() || spread.total() < rule.minCount()) {
            return Double.NaN;
        }
        Spread before = Spread.merged(List.copyOf(learned));
        reference = before;
        if (rule.measure() == Measure.PSI) {
            distance = PopulationStability.index(before, spread, rule.bins());
            return distance;
        }
        distance = KolmogorovSmirnov.statistic(before, spread);
        chance = KolmogorovSmirnov.pValue(distance, before.total(), spread.total());
        return rule.pValue() == 1 || chance < rule.pValue() ? distance : 0;
    }

    @Override
    public double score() {
        return distance;
    }

    @Override
    public Map<String, Object> baseline() {
        Map<String, Object> baseline = new LinkedHashMap<>();
        Spread known = reference;
        if (known != null) {
            baseline.put("median", known.quantile(MEDIAN));
            baseline.put("count", known.total());
        }
        if (rule.measure() == Measure.KS) {
            baseline.put("p_value", chance);
        }
        baseline.put("windows", (long) windows);
        return baseline;
    }

    @Override
    public String comparison() {
        String what = rule.measure() == Measure.PSI
                ? "and its distribution has a population stability index of " + NumberText.rough(distance) + " against"
                : "and its distribution is " + NumberText.rough(distance) + " (Kolmogorov-Smirnov, p = "
                        + NumberText.rough(chance) + ") from";
        return what + " that of the " + (rule.reference() == Reference.FIRST ? "first " : "last ") + windows
                + " windows";
    }

    @Override
    public void remember(double value, Spread spread, boolean isUnusual) {
        boolean isFixed = rule.reference() == Reference.FIRST;
        if (isUnusual || (isFixed && windows >= rule.windows())) {
            return;
        }
        learned.addLast(spread);
        windows++;
        if (isFixed && windows == rule.windows()) {
            Spread all = Spread.merged(List.copyOf(learned));
            learned.clear();
            learned.add(all);
        } else if (windows > rule.windows()) {
            learned.removeFirst();
            windows--;
        }
    }

    @Override
    public void clear() {
        learned.clear();
        windows = 0;
        reference = null;
    }

    @Override
    public long bytes() {
        long bytes = BYTES;
        for (Spread spread : learned) {
            bytes += BYTES_OF_A_SPREAD + 2L * Long.BYTES * spread.size();
        }
        return bytes;
    }

    @Override
    public long mostBytes() {
        return BYTES + (long) rule.windows() * (BYTES_OF_A_SPREAD + 2L * Long.BYTES * Spread.MOST);
    }

    @Override
    public void write(StateOutput out) {
        out.writeVarLong(windows);
        out.writeVarLong(learned.size());
        learned.forEach(spread -> spread.write(out));
    }

    @Override
    public void read(StateInput in) throws CorruptStateException {
        long known = in.readVarLong();
        int count = in.readCount(1);
        for (int i = 0; i < count; i++) {
            learned.addLast(Spread.read(in));
        }
        if (known < count || known > Drift.MOST_WINDOWS || (known > count && count != 1)) {
            throw new CorruptStateException(count + " distributions cannot be of " + known + " windows");
        }
        windows = (int) known;
        fit();
    }

    /** The rule may want another reference than it did: what is too much goes, and what cannot be taken apart is kept as long as it is enough. */
    private void fit() {
        while (learned.size() > 1 && windows > rule.windows()) {
            learned.removeFirst();
            windows--;
        }
        boolean isTogether = windows > learned.size();
        if (isTogether && (rule.reference() == Reference.RECENT || windows < rule.windows())) {
            clear();
        }
    }
}
