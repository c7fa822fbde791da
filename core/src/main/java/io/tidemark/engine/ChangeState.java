// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.detect.RateOfChange;
import io.tidemark.detect.Spread;
import io.tidemark.detect.ZScore;
import java.util.ArrayDeque;
import java.util.Map;

/** The values of the last windows, whatever they were, as far back as is compared. */
final class ChangeState implements RuleState {
    /** Its fields, and the queue's. */
    private static final int BYTES = 80;

    /** A boxed number, and its place in the queue. */
    private static final long BYTES_OF_A_VALUE = 24;

    private final RateOfChange rule;
    private final ArrayDeque<Double> values = new ArrayDeque<>(1);
    private double before;
    private double score;

    ChangeState(RateOfChange rule) {
        this.rule = rule;
    }

    @Override
    public double judge(double value, Spread spread) {
        if (values.size() < rule.windowsAgo()) {
            return Double.NaN;
        }
        before = values.getFirst();
        double change = value - before;
        score = rule.isRelative() && change != 0 ? limited(change / Math.abs(before)) : limited(change);
        return rule.direction().level(score);
    }

    /** A change from 0 has no ratio, and two values may be further apart than a number is large. */
    private double limited(double change) {
        double most = rule.isRelative() ? ZScore.LARGEST : Double.MAX_VALUE;
        return Math.max(-most, Math.min(most, change));
    }

    @Override
    public double score() {
        return score;
    }

    @Override
    public Map<String, Object> baseline() {
        return Map.of("before", before);
    }

    @Override
    public String comparison() {
        String by = rule.isRelative() ? NumberText.rough(100 * Math.abs(score)) + " %" : NumberText.of(Math.abs(score));
        String ago = rule.windowsAgo() == 1 ? " in the window before" : " " + rule.windowsAgo() + " windows before";
        return by + (score < 0 ? " less" : " more") + " than the " + NumberText.of(before) + ago;
    }

    @Override
    public void remember(double value, Spread spread, boolean isUnusual) {
        values.addLast(value);
        if (values.size() > rule.windowsAgo()) {
            values.removeFirst();
        }
    }

    @Override
    public void clear() {
        values.clear();
    }

    @Override
    public long bytes() {
        return bytes(values.size());
    }

    @Override
    public long mostBytes() {
        return bytes(rule.windowsAgo());
    }

    private static long bytes(int count) {
        return BYTES + BYTES_OF_A_VALUE * count;
    }

    @Override
    public void write(StateOutput out) {
        out.writeVarLong(values.size());
        values.forEach(out::writeDouble);
    }

    @Override
    public void read(StateInput in) throws CorruptStateException {
        int count = in.readCount(Double.BYTES);
        for (int i = 0; i < count; i++) {
            double value = in.readDouble();
            if (!Double.isFinite(value)) {
                throw new CorruptStateException("the value of a window cannot be " + value);
            }
            // The rule may look back less far than it did.
            remember(value, Spread.NONE, false);
        }
    }
}
