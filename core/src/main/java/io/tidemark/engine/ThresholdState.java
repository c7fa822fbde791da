// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.detect.Direction;
import io.tidemark.detect.Spread;
import io.tidemark.detect.Threshold;
import java.util.Map;

/** A limit remembers nothing. */
final class ThresholdState implements RuleState {
    private final Threshold rule;
    private double judged;

    ThresholdState(Threshold rule) {
        this.rule = rule;
    }

    @Override
    public double judge(double value, Spread spread) {
        judged = value;
        return rule.direction().level(value);
    }

    @Override
    public double score() {
        return judged - rule.limit();
    }

    @Override
    public Map<String, Object> baseline() {
        return Map.of(rule.direction() == Direction.ABOVE ? "above" : "below", rule.limit());
    }

    @Override
    public String comparison() {
        String limit = " its limit of " + NumberText.of(rule.limit());
        if (judged == rule.limit()) {
            return "at" + limit;
        }
        return (judged > rule.limit() ? "above" : "below") + limit;
    }

    @Override
    public void remember(double value, Spread spread, boolean isUnusual) {
        // Every window is judged by itself.
    }

    @Override
    public void clear() {
        // There is nothing.
    }

    @Override
    public long bytes() {
        return 24;
    }

    @Override
    public void write(StateOutput out) {
        // There is nothing.
    }

    @Override
    public void read(StateInput in) {
        // There is nothing.
    }
}
