// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

import io.tidemark.time.Durations;
import java.time.Duration;
import java.util.Optional;

/** Makes a {@link Detector}. Without a call, it is {@link ZScore#DEFAULT} with {@link Alerting#DEFAULT}, of a value that must be named. */
public final class DetectorBuilder {
    private final String name;
    private String value = "";
    private DetectionRule rule = ZScore.DEFAULT;
    private Alerting alerting = Alerting.DEFAULT;
    private Optional<String> severity = Optional.empty();

    DetectorBuilder(String name) {
        this.name = name;
    }

    /** Watches a result, or a member of one as in {@code latency_ms.p95}. */
    public DetectorBuilder value(String path) {
        value = path;
        return this;
    }

    /** What is unusual. */
    public DetectorBuilder rule(DetectionRule rule) {
        this.rule = rule;
        return this;
    }

    /** How many windows in a row it takes to raise an alert, and to resolve it. */
    public DetectorBuilder windows(int count) {
        alerting = new Alerting(count, alerting.coolDown(), alerting.repeatEvery(), alerting.forgetAfter());
        return this;
    }

    /** For how long none is raised after the last one. */
    public DetectorBuilder coolDown(Duration coolDown) {
        long millis = Durations.millisOrZero("cool_down", coolDown);
        alerting = new Alerting(alerting.windows(), millis, alerting.repeatEvery(), alerting.forgetAfter());
        return this;
    }

    /** After how long an alert that lasts is raised again. */
    public DetectorBuilder repeatEvery(Duration interval) {
        long millis = Durations.positiveMillis("repeat_every", interval);
        alerting = new Alerting(alerting.windows(), alerting.coolDown(), millis, alerting.forgetAfter());
        return this;
    }

    /** After how long without a window a key is forgotten. */
    public DetectorBuilder forgetAfter(Duration silence) {
        long millis = Durations.positiveMillis("forget_after", silence);
        alerting = new Alerting(alerting.windows(), alerting.coolDown(), alerting.repeatEvery(), millis);
        return this;
    }

    /** What alerts say of how bad it is. */
    public DetectorBuilder severity(String severity) {
        this.severity = Optional.of(severity);
        return this;
    }

    /**
     * The detector.
     *
     * @throws IllegalArgumentException when no value was named
     */
    public Detector build() {
        return new Detector(name, value, rule, alerting, severity);
    }
}
