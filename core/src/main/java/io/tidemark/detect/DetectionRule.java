// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

/**
 * What makes a window unusual. A rule gives each window a <em>level</em>, the higher the more unusual. A detector that is quiet calls a window unusual when its level is above {@link #fireLevel}; one that has raised an alert does so until
 * a level is at {@link #resolveLevel} or below. Between the two, nothing changes (hysteresis).
 */
public sealed interface DetectionRule permits ZScore, Threshold, RateOfChange, Drift {
    /** Its name in job files and alerts, for example {@code z_score}. */
    String kind();

    /** The level above which an alert is raised. */
    double fireLevel();

    /** The level down to which it lasts, at most {@link #fireLevel}. */
    double resolveLevel();

    /** Checks what all rules have in common. */
    static void check(String kind, double fire, double resolve) {
        if (!Double.isFinite(fire) || !Double.isFinite(resolve) || fire < 0 || resolve < 0 || resolve > fire) {
            throw new IllegalArgumentException(
                    kind + ": fire and resolve must be 0 or more, and resolve at most fire, but fire is " + fire
                            + " and resolve " + resolve);
        }
    }
}
