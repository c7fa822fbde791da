// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.engine.CheckpointMeasures;
import io.tidemark.engine.Distribution;
import io.tidemark.engine.JobMeasures;
import io.tidemark.engine.PartitionProgress;
import io.tidemark.engine.PipelineCounters;
import io.tidemark.engine.PipelineMeasures;
import io.tidemark.engine.ViewCounters;
import io.tidemark.runtime.metrics.MetricsSnapshot;
import io.tidemark.watermark.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobWatchTest {
    private static final long T0 = 1_767_225_600_000L;

    private final List<Warning> warnings = new ArrayList<>();
    private final JobWatch watch = new JobWatch(60, warnings::add);
    private final Numbers numbers = new Numbers();

    /** What the snapshots say; a test changes one and has the watch look. */
    private static final class Numbers {
        private long seconds;
        private long elements;
        private long late;
        private long watermark = T0;
        private boolean isFirstIdle;
        private long evictions;
        private long checkpoints;
        private double checkpointSeconds;
        private long failures;
        private boolean isHeldBack;
        private double heldBack;

        private MetricsSnapshot snapshot() {
            ViewCounters view =
                    new ViewCounters("calls", elements, elements - late, 0, 0, late, 0, 0, 0, 0, 0, 0, 0, 0, 0);
            Distribution none = new Distribution(List.of(), List.of(0L), 0);
            return new MetricsSnapshot(
                    T0 + seconds * 1000,
                    elements,
                    new PipelineCounters(elements, 0, List.of(view)),
                    Map.of("calls", watermark),
                    Map.of(
                            "calls",
                            List.of(
                                    new PartitionProgress(2, Watermark.MIN, isFirstIdle, 0),
                                    new PartitionProgress(5, watermark, false, 0))),
                    Map.of(),
                    30L << 20,
                    7,
                    evictions,
                    0,
                    new JobMeasures(
                            new PipelineMeasures(List.of(), Map.of(), none, none, Map.of(), 0),
                            Optional.of(new CheckpointMeasures(
                                    new Distribution(List.of(), List.of(checkpoints), checkpointSeconds),
                                    failures,
                                    5L << 20)),
                            isHeldBack,
                            heldBack),
                    "none");
        }
    }

    private void look() {
        watch.look(numbers.snapshot());
    }

    private void lookAfter(long seconds) {
        numbers.seconds += seconds;
        look();
    }

    private List<String> kinds() {
        return warnings.stream().map(Warning::kind).toList();
    }

    @Test
    void a_watermark_that_does_not_move_though_elements_come_is_warned_of_with_who_holds_it() {
        look();
        for (int second = 1; second < 60; second++) {
            numbers.elements += 10;
            lookAfter(1);
        }
        assertThat(warnings).isEmpty();
        lookAfter(1);
        lookAfter(1);

        assertThat(kinds()).containsExactly("watermark_stuck");
        assertThat(warnings.get(0).message())
                .contains("'calls' has not moved for 6")
                .contains("although 5")
                .contains("partition 2 holds it, which has yielded nothing yet");
        assertThat(warnings.get(0).facts()).containsEntry("partition", 2);
    }

    @Test
    void an_idle_partition_holds_nobody() {
        numbers.isFirstIdle = true;
        look();
        lookAfter(1);
        numbers.elements++;
        lookAfter(61);
        assertThat(warnings.get(0).message()).contains("partition 5 holds it, at 2026-01-01T00:00:00Z");
    }

    @Test
    void a_watermark_that_moves_or_a_silent_source_or_the_end_is_fine() {
        look();
        for (int minute = 0; minute < 5; minute++) {
            lookAfter(90);
        }
        for (int minute = 0; minute < 5; minute++) {
            numbers.elements++;
            numbers.watermark++;
            lookAfter(90);
        }
        numbers.watermark = Watermark.MAX;
        for (int minute = 0; minute < 5; minute++) {
            numbers.elements++;
            lookAfter(90);
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void many_late_elements_are_warned_of_and_a_few_are_not() {
        look();
        numbers.elements += 1000;
        numbers.late += 99;
        lookAfter(1);
        numbers.elements += 2000;
        numbers.late += 199;
        lookAfter(1);
        assertThat(warnings).isEmpty();
        numbers.elements += 2000;
        numbers.late += 200;
        lookAfter(1);

        assertThat(kinds()).containsExactly("late_burst");
        assertThat(warnings.get(0).message()).startsWith("200 of the last 2000 elements of view 'calls'");
    }

    @Test
    void of_a_kind_there_is_one_a_minute_and_it_says_how_many_were_held_back() {
        look();
        for (int second = 0; second <= 60; second++) {
            numbers.failures++;
            lookAfter(1);
        }
        assertThat(kinds()).containsExactly("checkpoint_failed", "checkpoint_failed");
        assertThat(warnings.get(0).message()).doesNotContain("held back");
        assertThat(warnings.get(0).facts()).doesNotContainKey("held_back");
        assertThat(warnings.get(1).message()).contains("(59 more of this kind were held back since the last)");
        assertThat(warnings.get(1).facts()).containsEntry("held_back", 59L).containsEntry("all_failures", 61L);
    }

    @Test
    void another_kind_is_not_held_back() {
        look();
        numbers.failures++;
        lookAfter(1);
        numbers.evictions += 5;
        lookAfter(1);
        assertThat(kinds()).containsExactly("checkpoint_failed", "spills_begin");
    }

    @Test
    void spills_are_warned_of_when_they_begin_and_again_after_a_pause() {
        look();
        for (int second = 0; second < 200; second++) {
            numbers.evictions += 100;
            lookAfter(1);
        }
        assertThat(kinds()).containsExactly("spills_begin");
        assertThat(warnings.get(0).message()).contains("100 entries so far; 30 MB are on the heap");
        lookAfter(59);
        numbers.evictions++;
        lookAfter(1);
        assertThat(kinds()).containsExactly("spills_begin", "spills_begin");
    }

    @Test
    void a_checkpoint_that_takes_longer_than_its_interval_is_warned_of() {
        look();
        numbers.checkpoints++;
        numbers.checkpointSeconds += 60;
        lookAfter(60);
        assertThat(warnings).isEmpty();
        numbers.checkpoints++;
        numbers.checkpointSeconds += 61.5;
        lookAfter(60);
        lookAfter(60);

        assertThat(kinds()).containsExactly("checkpoint_slow");
        assertThat(warnings.get(0).message()).contains("took 61.5 s, longer than its interval of 60 s");
    }

    @Test
    void a_job_that_waits_half_of_the_time_is_warned_of_with_why() {
        look();
        for (int second = 0; second < 30; second++) {
            numbers.heldBack += 0.46875;
            lookAfter(1);
        }
        assertThat(warnings).isEmpty();
        numbers.isHeldBack = true;
        for (int second = 0; second < 30; second++) {
            numbers.heldBack += 0.5;
            lookAfter(1);
        }
        assertThat(kinds()).containsExactly("backpressure");
        assertThat(warnings.get(0).message())
                .isEqualTo("nothing was read for 15.0 of the last 30 s: state has used up its budget of the heap, with"
                        + " 30 MB");
    }

    /** As the job service does it: it asks once a second, and waits for 5 s at most. */
    private void getNoAnswer(int times) {
        for (int i = 0; i < times; i++) {
            long asked = T0 + numbers.seconds * 1000;
            numbers.seconds += 6;
            watch.unanswered(asked, asked + 5000);
        }
    }

    @Test
    void a_job_that_does_not_come_round_for_half_a_minute_is_warned_of_once_a_minute_and_no_longer_when_it_does() {
        look();
        getNoAnswer(5);
        assertThat(warnings).isEmpty();
        getNoAnswer(1);
        assertThat(kinds()).containsExactly("job_waits");
        assertThat(warnings.get(0).message()).contains("for 35 s").contains("min.insync.replicas");
        assertThat(warnings.get(0).facts()).containsEntry("seconds", 35L);

        getNoAnswer(10);
        assertThat(kinds()).containsExactly("job_waits", "job_waits");
        assertThat(warnings.get(1).message()).contains("for 95 s").contains("9 more of this kind");

        look();
        getNoAnswer(5);
        assertThat(warnings).hasSize(2);
    }

    @Test
    void a_job_that_does_not_run_is_not_waited_for() {
        getNoAnswer(5);
        watch.rest();
        getNoAnswer(5);
        assertThat(warnings).isEmpty();
    }
}
