// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.config.GeneratorConfig;
import io.tidemark.runtime.io.FeedbackEvent;
import io.tidemark.runtime.io.FeedbackStream;
import io.tidemark.runtime.job.StopSignal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GenerationTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(17 * SECOND);

    /** Notes when each event came; every pause moves the clock on, and each event takes a time. */
    private final class Noting implements EventOutput {
        private final long perPause;
        private final long perEvent;
        private final List<Long> times = new ArrayList<>();

        Noting(long perPause, long perEvent) {
            this.perPause = perPause;
            this.perEvent = perEvent;
        }

        @Override
        public void write(FeedbackEvent event) {
            times.add(nanos.getAndAdd(perEvent) - 17 * SECOND);
        }

        @Override
        public void pause() {
            nanos.addAndGet(perPause);
        }

        @Override
        public void complete() {
            nanos.addAndGet(perPause);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static FeedbackStream events(long count) {
        GeneratorConfig usual = GeneratorConfig.DEFAULTS;
        return new FeedbackStream(new GeneratorConfig(
                usual.seed(),
                usual.rate(),
                OptionalLong.of(count),
                usual.start(),
                usual.models(),
                usual.outOfOrderShare(),
                usual.maxDelay(),
                usual.duplicateShare(),
                usual.partitions(),
                usual.paced(),
                usual.backlog()));
    }

    private GenerationSummary run(EventOutput output, double perSecond, long count) throws IOException {
        return new Generation(events(count), output, perSecond, nanos::get)
                .run((sent, time) -> {}, new StopSignal(), millis -> {});
    }

    @Test
    void no_event_is_early_and_pauses_of_any_length_are_caught_up_with() throws IOException {
        Noting output = new Noting(7_300_000, 1000);
        GenerationSummary summary = run(output, 400, 2000);

        assertThat(output.times).hasSize(2000);
        for (int i = 0; i < output.times.size(); i++) {
            long due = i * SECOND / 400;
            assertThat(output.times.get(i)).isBetween(due, due + 8_000_000);
        }
        assertThat(summary.perSecond()).isBetween(397.0, 400.5);
    }

    @Test
    void an_output_that_was_slow_gets_what_it_missed_at_once() throws IOException {
        Noting output = new Noting(1_000_000, 1000);
        EventOutput stalling = new EventOutput() {
            @Override
            public void write(FeedbackEvent event) {
                output.write(event);
                if (output.times.size() == 100) {
                    nanos.addAndGet(3 * SECOND);
                }
            }

            @Override
            public void pause() {
                output.pause();
            }

            @Override
            public void complete() {
                output.complete();
            }

            @Override
            public void close() {
                output.close();
            }
        };
        GenerationSummary summary = run(stalling, 100, 1000);

        assertThat(output.times.get(395)).as("the 3 s are made up for").isLessThan(4_010_000_000L);
        assertThat(summary.perSecond()).isBetween(99.0, 101.0);
    }

    @Test
    void without_a_pace_nothing_is_waited_for() throws IOException {
        Noting output = new Noting(SECOND, 10);
        GenerationSummary summary = run(output, Double.POSITIVE_INFINITY, 5000);

        assertThat(output.times).hasSize(5000);
        assertThat(output.times.get(4999)).isEqualTo(49_990);
        assertThat(summary.events()).isEqualTo(5000);
    }

    @Test
    void a_stop_ends_it_and_what_was_sent_is_completed() throws IOException {
        StopSignal stop = new StopSignal();
        Noting output = new Noting(1_000_000, 10);
        GenerationSummary summary = new Generation(events(1_000_000), output, 1000, nanos::get)
                .run(
                        (sent, time) -> {
                            if (sent >= 500) {
                                stop.stop();
                            }
                        },
                        stop,
                        millis -> {});

        assertThat(summary.events()).isEqualTo(output.times.size()).isBetween(500L, 800L);
    }
}
