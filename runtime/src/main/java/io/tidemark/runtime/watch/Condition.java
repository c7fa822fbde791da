// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.watch;

import io.tidemark.runtime.metrics.MetricsSnapshot;
import java.util.List;

/** What one kind of warning goes by. It is told all snapshots in order, by one thread, and may remember. */
@FunctionalInterface
interface Condition {
    /** What {@code now}, which follows {@code before}, gives reason to warn of. */
    List<Warning> look(MetricsSnapshot before, MetricsSnapshot now);
}
