// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.rules;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.NumberField;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Windowing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The element of the scenarios: one call of a language model.
 *
 * @param model the key; null for none
 * @param id null for none
 * @param cost NaN for none
 * @param failed whether it is what a critical trigger looks for
 */
record Call(@Nullable String model, @Nullable String id, double cost, boolean failed) {
    private static final NumberField<Call> COST = Call::cost;

    /** A call of {@code model} without an id. */
    static Call of(String model, double cost) {
        return new Call(model, null, cost, false);
    }

    /** A call of the model "a" that cost 1. */
    static Call a() {
        return of("a", 1);
    }

    static Call withId(String id) {
        return new Call("a", id, 1, false);
    }

    static Call failure() {
        return new Call("a", null, 1, true);
    }

    /** The view "v": the summed cost of each model. */
    static ViewBuilder<Call, String> costs(Windowing<? super Call> windows) {
        return View.<Call>named("v").keyBy(Call::model).window(windows).aggregate("cost", Aggregates.sum(COST));
    }

    static TumblingWindows tumbling(long size) {
        return TumblingWindows.of(ms(size));
    }

    static SlidingWindows sliding(long size, long slide) {
        return SlidingWindows.of(ms(size), ms(slide));
    }

    static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
