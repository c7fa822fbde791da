// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.engine.ViewCounters;
import io.tidemark.pane.Pane;
import io.tidemark.sink.LateElement;
import java.util.List;

/**
 * What a view yields.
 *
 * @param panes in order, in groups: between groups the order is a rule, within a group it is one only for each key
 * @param late in order
 * @param counters all of them
 * @param watermarks after each step of the script
 */
record ViewOutput(
        List<List<Pane<String>>> panes, List<LateElement> late, ViewCounters counters, List<Long> watermarks) {}
