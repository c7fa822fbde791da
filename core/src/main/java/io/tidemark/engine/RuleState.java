// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.detect.Spread;
import java.io.IOException;
import java.util.Map;

/** What a detector's rule remembers of one key. One for each kind of rule: {@link ThresholdState}, {@link ZScoreState}, {@link ChangeState}, {@link DriftState}. */
interface RuleState {
    /**
     * The level of a window: the higher, the more unusual. {@code NaN} when there is nothing to compare it with yet. Changes nothing that lasts.
     *
     * @param spread how the numbers are spread of which {@code value} is the median; of no numbers for rules that do not want to know
     */
    double judge(double value, Spread spread);

    /** The score of the window that was judged last, as alerts show it. */
    double score();

    /** What it was compared with, as numbers by name; empty for nothing. */
    Map<String, Object> baseline();

    /** Why it is unusual, or is not any more: what follows "p95 of latency_ms was 1800". */
    String comparison();

    /** Remembers the window that was judged last. */
    void remember(double value, Spread spread, boolean isUnusual);

    /** Forgets everything. */
    void clear();

    /** How many bytes of heap it takes, without the rule. */
    long bytes();

    /** The same, when it remembers as much as it may. */
    default long mostBytes() {
        return bytes();
    }

    /** Writes what it remembers, in the format of {@link DetectorState#VERSION}. */
    void write(StateOutput out);

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when it cannot have written that
     */
    void read(StateInput in) throws IOException;
}
