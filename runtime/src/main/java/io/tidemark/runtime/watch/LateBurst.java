// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.watch;

import io.tidemark.engine.ViewCounters;
import io.tidemark.runtime.metrics.MetricsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many elements of a view, and a tenth of all, were too late for every window between two snapshots. */
final class LateBurst implements Condition {
    private static final long MANY = 100;
    private static final long ONE_IN = 10;

    @Override
    public List<Warning> look(MetricsSnapshot before, MetricsSnapshot now) {
        List<Warning> warnings = new ArrayList<>();
        int views = Math.min(
                before.counters().views().size(), now.counters().views().size());
        for (int i = 0; i < views; i++) {
            ViewCounters then = before.counters().views().get(i);
            ViewCounters view = now.counters().views().get(i);
            long late = view.late() - then.late();
            long elements = view.elements() - then.elements();
            if (late >= MANY && late * ONE_IN >= elements) {
                warnings.add(warning(view.view(), late, elements));
            }
        }
        return warnings;
    }

    private static Warning warning(String view, long late, long elements) {
        return new Warning(
                "late_burst",
                late + " of the last " + elements + " elements of view '" + view
                        + "' were too late for every window. A larger max_out_of_order_delay or allowed_lateness would"
                        + " let more of them in",
                Map.of("view", view, "late", late, "elements", elements));
    }
}
