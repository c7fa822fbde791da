// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.detect.Spread;
import io.tidemark.detect.ZScore;
import java.util.LinkedHashMap;
import java.util.Map;

/** An exponentially weighted mean and variance. */
final class ZScoreState implements RuleState {
    /** The deviation is at least this share of the mean. */
    private static final double LEAST_SHARE = 1e-3;

    /** The square of anything larger may not be a number any more. */
    private static final double LARGEST_LEARNED = 1e150;

    private final ZScore rule;
    private final double alpha;
    private long windows;
    private double mean;
    private double variance;
    private double score;

    ZScoreState(ZScore rule) {
        this.rule = rule;
        alpha = rule.alpha();
    }

    @Override
    public double judge(double value, Spread spread) {
        if (windows < rule.minWindows()) {
            return Double.NaN;
        }
        // Of equal values 0, whatever the deviation.
        double distance = value - mean;
        score = distance == 0 ? 0 : Math.max(-ZScore.LARGEST, Math.min(ZScore.LARGEST, distance / deviation()));
        return rule.direction().level(score);
    }

    @Override
    public double score() {
        return score;
    }

    @Override
    public Map<String, Object> baseline() {
        Map<String, Object> baseline = new LinkedHashMap<>();
        baseline.put("mean", mean);
        baseline.put("deviation", deviation());
        baseline.put("windows", windows);
        return baseline;
    }

    @Override
    public String comparison() {
        return NumberText.rough(Math.abs(score)) + " standard deviations " + (score < 0 ? "below" : "above")
                + " its mean of " + NumberText.of(mean) + " over " + windows + " windows";
    }

    @Override
    public void remember(double value, Spread spread, boolean isUnusual) {
        if (isUnusual || Math.abs(value) > LARGEST_LEARNED) {
            return;
        }
        // Finch, Incremental calculation of weighted mean and variance, 2009, equations 124 and 143.
        windows++;
        double weight = Math.max(alpha, 1.0 / windows);
        double distance = value - mean;
        double step = weight * distance;
        mean += step;
        variance = (1 - weight) * (variance + distance * step);
    }

    @Override
    public void clear() {
        windows = 0;
        mean = 0;
        variance = 0;
    }

    @Override
    public long bytes() {
        return 56;
    }

    @Override
    public void write(StateOutput out) {
        out.writeVarLong(windows);
        out.writeDouble(mean);
        out.writeDouble(variance);
    }

    @Override
    public void read(StateInput in) throws CorruptStateException {
        windows = in.readVarLong();
        mean = in.readDouble();
        variance = in.readDouble();
        if (windows < 0 || !Double.isFinite(mean) || !(variance >= 0)) {
            throw new CorruptStateException("a baseline of " + windows + " windows cannot have the mean " + mean
                    + " and the variance " + variance);
        }
    }

    private double deviation() {
        return Math.max(Math.sqrt(variance), Math.max(rule.minDeviation(), LEAST_SHARE * Math.abs(mean)));
    }
}
