// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.detect.Alerts;
import io.tidemark.detect.DetectionRule;
import io.tidemark.detect.Detector;
import io.tidemark.detect.Drift;
import io.tidemark.detect.RateOfChange;
import io.tidemark.detect.Spread;
import io.tidemark.detect.Threshold;
import io.tidemark.detect.ZScore;
import io.tidemark.time.Timestamps;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a detector knows of one key: whether an alert lasts, how many windows in a row speak against that, when the last alert was, and what its rule remembers. */
final class DetectorState {
    /** Of what is written. */
    static final int VERSION = 1;

    /** By the number that stands for each; new ones come at the end. */
    private static final List<String> KINDS = List.of("z_score", "threshold", "rate_of_change", "psi", "ks");

    /** Its fields. */
    private static final int BYTES = 56;

    private static final int IS_RAISED = 1;
    private static final int HAD_ALERT = 2;

    private final Detector detector;
    private final RuleState rule;
    private boolean isRaised;

    /** So many windows in a row, the last ones, were not as the state says. */
    private int streak;

    /** Whether there was an alert, and then when. */
    private boolean hadAlert;

    private long lastAlert;

    /** The end of the window that raised the alert that lasts. */
    private long since;

    DetectorState(Detector detector) {
        this.detector = detector;
        rule = ruleState(detector.rule());
    }

    private static RuleState ruleState(DetectionRule rule) {
        if (rule instanceof Threshold threshold) {
            return new ThresholdState(threshold);
        }
        if (rule instanceof Drift drift) {
            return new DriftState(drift);
        }
        return rule instanceof ZScore score ? new ZScoreState(score) : new ChangeState((RateOfChange) rule);
    }

    /**
     * Judges a window that ends at {@code end}, and remembers it; returns the results of the alert that it makes, or null.
     *
     * @param value a number
     * @param spread as {@link RuleState#judge} wants it
     * @param what the value's name in a sentence
     */
    @Nullable
    Object @Nullable [] judge(double value, Spread spread, long end, String what) {
        double level = rule.judge(value, spread);
        if (Double.isNaN(level)) {
            rule.remember(value, spread, false);
            return null;
        }
        boolean isUnusual = level
                > (isRaised ? detector.rule().resolveLevel() : detector.rule().fireLevel());
        streak = isUnusual == isRaised
                ? 0
                : Math.min(streak + 1, detector.alerting().windows());
        String state = transition(isUnusual, end);
        @Nullable Object @Nullable [] results = state == null ? null : results(state, value, what);
        rule.remember(value, spread, isUnusual);
        return results;
    }

    /** The state that an alert is to tell, or null for no alert. */
    private @Nullable String transition(boolean isUnusual, long end) {
        boolean isLongEnough = streak == detector.alerting().windows();
        if (!isRaised && isLongEnough && hasPassed(detector.alerting().coolDown(), end)) {
            isRaised = true;
            since = end;
            alerted(end);
            return Alerts.RAISED;
        }
        if (isRaised && isLongEnough) {
            isRaised = false;
            alerted(end);
            return Alerts.RESOLVED;
        }
        long repeat = detector.alerting().repeatEvery();
        if (isRaised && isUnusual && repeat > 0 && hasPassed(repeat, end)) {
            lastAlert = end;
            return Alerts.RAISED;
        }
        return null;
    }

    private boolean hasPassed(long millis, long end) {
        return !hadAlert || Timestamps.subtract(end, lastAlert) >= millis;
    }

    private void alerted(long end) {
        streak = 0;
        hadAlert = true;
        lastAlert = end;
    }

    /** As {@link Alerts#NAMES} says. */
    private @Nullable Object[] results(String state, double value, String what) {
        return new @Nullable Object[] {
            state,
            detector.severity().orElse(null),
            detector.rule().kind(),
            value,
            rule.score(),
            rule.baseline(),
            since,
            what + " was " + NumberText.of(value) + ", " + rule.comparison()
        };
    }

    /** Begins anew. */
    void clear() {
        isRaised = false;
        streak = 0;
        hadAlert = false;
        since = 0;
        rule.clear();
    }

    /** What it knows, for people. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("detector", detector.rule().kind());
        facts.put("raised", isRaised);
        if (isRaised) {
            facts.put("since", since);
        }
        facts.put("windows_against", streak);
        return facts;
    }

    /** How many bytes of heap it takes, without what all keys share. */
    long bytes() {
        return BYTES + rule.bytes();
    }

    /** The same when the rule remembers as much as it may. */
    long mostBytes() {
        return BYTES + rule.mostBytes();
    }

    void write(StateOutput out) {
        out.writeByte(KINDS.indexOf(detector.rule().kind()));
        out.writeByte(VERSION);
        out.writeByte((isRaised ? IS_RAISED : 0) | (hadAlert ? HAD_ALERT : 0));
        out.writeVarLong(streak);
        if (hadAlert) {
            out.writeSignedVarLong(lastAlert);
        }
        if (isRaised) {
            out.writeSignedVarLong(since);
        }
        rule.write(out);
    }

    /** Reads what {@link #write} wrote; of a rule of another kind, which the detector had before, it keeps nothing. */
    void read(StateInput in) throws IOException {
        if (in.readByte() != KINDS.indexOf(detector.rule().kind())) {
            return;
        }
        int version = in.readByte();
        if (version != VERSION) {
            throw new CorruptStateException("the state of detector '" + detector.name() + "' has version " + version
                    + ", but this program knows only " + VERSION);
        }
        int flags = in.readByte();
        isRaised = (flags & IS_RAISED) != 0;
        hadAlert = (flags & HAD_ALERT) != 0;
        long windows = in.readVarLong();
        if (windows < 0) {
            throw new CorruptStateException("there cannot be " + windows + " windows in a row");
        }
        streak = (int) Math.min(windows, detector.alerting().windows());
        lastAlert = hadAlert ? in.readSignedVarLong() : 0;
        since = isRaised ? in.readSignedVarLong() : 0;
        rule.read(in);
    }
}
