// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What was seen of a contender from time to time, to show whether it goes on as it began. */
final class Steadiness {
    private final List<Sample> samples = new ArrayList<>();

    /**
     * One look.
     *
     * @param seconds since the beginning
     * @param lag events that were written and not committed
     * @param residentMib memory
     */
    record Sample(long seconds, long lag, long residentMib) {}

    void add(Sample sample) {
        samples.add(sample);
    }

    /** When the last look was; -1 before the first. */
    long lastSeconds() {
        return samples.isEmpty() ? -1 : samples.get(samples.size() - 1).seconds();
    }

    /** Every look, a line each. */
    String csv() {
        StringBuilder text = new StringBuilder("seconds,lag_events,resident_mib\n");
        samples.forEach(sample -> text.append(sample.seconds())
                .append(',')
                .append(sample.lag())
                .append(',')
                .append(sample.residentMib())
                .append('\n'));
        return text.toString();
    }

    /** Medians of the first and the last quarter, and the most. */
    String told() {
        return String.format(
                Locale.ROOT,
                "lag of commits, events: median of the first quarter %,d, of the last %,d, most %,d; resident MiB: %,d, %,d, %,d; %d looks",
                median(true, Sample::lag),
                median(false, Sample::lag),
                samples.stream().mapToLong(Sample::lag).max().orElse(0),
                median(true, Sample::residentMib),
                median(false, Sample::residentMib),
                samples.stream().mapToLong(Sample::residentMib).max().orElse(0),
                samples.size());
    }

    private long median(boolean isFirst, ToLongFunction<Sample> value) {
        int quarter = (samples.size() + 3) / 4;
        List<Sample> part =
                isFirst ? samples.subList(0, quarter) : samples.subList(samples.size() - quarter, samples.size());
        return part.stream()
                .mapToLong(value)
                .sorted()
                .skip(quarter / 2)
                .findFirst()
                .orElse(0);
    }
}
