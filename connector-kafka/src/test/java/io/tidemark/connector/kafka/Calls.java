// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.TumblingWindows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;

/** Calls as lines of text, and views over them whose panes do not depend on the turn in which partitions are read: nothing is ever late. */
final class Calls {
    private static final Duration NEVER_LATE = Duration.ofMillis(200);

    private Calls() {}

    /** A call of somebody. */
    record Call(String caller, long value, long timestamp) {}

    static String line(Random random, int i) {
        return "k" + random.nextInt(6) + "," + random.nextInt(1000) + "," + (i * 10L - random.nextInt(150));
    }

    static void decode(SourceRecord record, ElementCollector<Call> out) {
        String[] parts = new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8).split(",", -1);
        long timestamp = Long.parseLong(parts[2]);
        out.element(new Call(parts[0], Long.parseLong(parts[1]), timestamp), timestamp);
    }

    static View<Call, String> tumbling() {
        return View.<Call>named("tumbling")
                .keyBy(Call::caller)
                .watermarks(new BoundedOutOfOrderness(NEVER_LATE.toMillis()))
                .window(TumblingWindows.of(Duration.ofMillis(500)))
                .aggregate("sum", Aggregates.sum(Call::value))
                .build();
    }

    static View<Call, String> sessions() {
        return View.<Call>named("sessions")
                .keyBy(Call::caller)
                .watermarks(new BoundedOutOfOrderness(NEVER_LATE.toMillis()))
                .window(SessionWindows.withGap(Duration.ofMillis(60)))
                .aggregate("sum", Aggregates.sum(Call::value))
                .build();
    }
}
