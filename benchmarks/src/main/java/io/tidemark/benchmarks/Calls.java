// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.aggregate.NumberField;
import io.tidemark.key.KeySelector;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.watermark.BoundedOutOfOrderness;

/** How views read a {@link Call}. One object each, so that views and aggregates see that they share it. */
public final class Calls {
    /** The key of a call. */
    public static final KeySelector<Call, String> KEY = Call::key;

    /** The number that is aggregated. */
    public static final NumberField<Call> LATENCY = Call::latency;

    private Calls() {}

    /** Begins a view of calls by key, with the watermarks that the generated input needs. */
    public static ViewBuilder<Call, String> view(String name) {
        return View.<Call>named(name).keyBy(KEY).watermarks(new BoundedOutOfOrderness(Telemetry.DELAY));
    }
}
