// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.CountWindows;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Calls as lines of text, and views of every kind over them. */
final class Calls {
    private Calls() {}

    /** A call of somebody. */
    record Call(String caller, String id, double value, long timestamp) {}

    /** So many lines, by and large in order of time, some of them twice. */
    static List<String> lines(Random random, int records) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            long timestamp = i * 10L - random.nextInt(300);
            String id = "id" + (random.nextInt(10) == 0 ? random.nextInt(i + 1) : i);
            lines.add("k" + random.nextInt(6) + "," + id + "," + random.nextInt(1000) + "," + timestamp);
        }
        return lines;
    }

    static void decode(SourceRecord record, ElementCollector<Call> out) {
        String[] parts = new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8).split(",", -1);
        long timestamp = Long.parseLong(parts[3]);
        out.element(new Call(parts[0], parts[1], Double.parseDouble(parts[2]), timestamp), timestamp);
    }

    static List<View<Call, ?>> views() {
        return List.of(tumbling(), sliding(), sessions(), counts());
    }

    private static View<Call, String> tumbling() {
        return View.<Call>named("tumbling")
                .keyBy(Call::caller)
                .watermarks(new BoundedOutOfOrderness(100))
                .window(TumblingWindows.of(Duration.ofMillis(500)))
                .allowedLateness(Duration.ofMillis(100))
                .deduplicate(Call::id, Duration.ofSeconds(1))
                .aggregate("n", Aggregates.count())
                .aggregate("sd", Aggregates.stddev(Call::value, true))
                .build();
    }

    private static View<Call, String> sliding() {
        return View.<Call>named("sliding")
                .keyBy(Call::caller)
                .watermarks(new BoundedOutOfOrderness(100))
                .window(SlidingWindows.of(Duration.ofMillis(700), Duration.ofMillis(200)))
                .allowedLateness(Duration.ofMillis(300))
                .aggregate("mean", Aggregates.mean(Call::value))
                .build();
    }

    private static View<Call, String> sessions() {
        return View.<Call>named("sessions")
                .keyBy(Call::caller)
                .watermarks(new BoundedOutOfOrderness(100))
                .window(SessionWindows.withGap(Duration.ofMillis(60)))
                .allowedLateness(Duration.ofMillis(100))
                .accumulation(AccumulationMode.ACCUMULATING_AND_RETRACTING)
                .trigger(AfterWatermark.<Call>pastEndOfWindow().withEarlyFirings(Repeatedly.forever(AfterCount.of(3))))
                .aggregate("max", Aggregates.max(Call::value))
                .build();
    }

    private static View<Call, String> counts() {
        return View.<Call>named("counts")
                .keyBy(Call::caller)
                .window(CountWindows.of(7, 3))
                .aggregate("sum", Aggregates.sum(Call::value))
                .build();
    }
}
