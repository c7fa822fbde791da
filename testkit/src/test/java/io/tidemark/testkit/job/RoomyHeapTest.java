// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Pipeline;
import io.tidemark.pane.Pane;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateCursor;
import io.tidemark.testkit.SavedState;
import io.tidemark.testkit.ToyStateBackend;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.SessionWindows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As long as nothing has to leave the heap, the warm tier's index keeps its first entry of each session; it is replaced when something is to leave, and says what was on the heap when that is lost. */
final class RoomyHeapTest {
    private static final long MINUTE = 60_000;
    private static final long ROOMY = 1 << 30;
    private static final long TINY = 1;
    private static final int LAST_ONES = 10;

    private final Map<Integer, Long> counts = new HashMap<>();
    private final SavedState saved = new SavedState();
    private final StateBackend backend = ToyStateBackend.empty();
    private long checkpoint;

    @ParameterizedTest
    @CsvSource({
        "200, 1, 1, " + ROOMY,
        "200, 1, 3, " + TINY,
        "200, 3, 2, " + ROOMY,
        "12000, 1, 1, " + ROOMY,
        "12000, 1, 2, " + TINY,
        "40000, 3, 1, " + ROOMY
    })
    void sessions_that_outlive_their_entries_end_when_they_should(
            int users, int parallelismBefore, int parallelismAfter, long hotAfter) throws IOException {
        List<String> first;
        try (Pipeline<Integer> pipeline = pipeline(parallelismBefore, ROOMY)) {
            visits(pipeline, 0, users, 0);
            save(pipeline);
            first = due();
            visits(pipeline, 0, users, 40);
            save(pipeline);
            visits(pipeline, 0, users + LAST_ONES, 80);
            save(pipeline);
        }
        assertThat(due().subList(0, users)).as("entries that named minute 60").isEqualTo(first);
        assertThat(due()).hasSize(users + LAST_ONES);

        try (Pipeline<Integer> pipeline = pipeline(parallelismAfter, hotAfter)) {
            saved.restore(pipeline, checkpoint);
            boolean areMany = users >= 10_000;
            assertThat(pipeline.keysWithState())
                    .as("found in one go, or when the watermark moves")
                    .isEqualTo(areMany ? users : 0);
            visits(pipeline, 0, users / 2, 120);
            pipeline.flush();
            assertThat(pipeline.keysWithState())
                    .as("brought back, whose entries were passed")
                    .isEqualTo(users);
            save(pipeline);
            if (hotAfter == TINY) {
                assertThat(pipeline.keysWithState()).as("left the heap again").isZero();
                assertThat(due()).doesNotContainAnyElementsOf(first);
            }
            assertThat(counts).isEmpty();
            pipeline.advanceWatermark(150 * MINUTE);
            pipeline.flush();
            assertThat(counts).hasSize(users - users / 2 + LAST_ONES).allSatisfy((user, visits) -> {
                assertThat(user).isGreaterThanOrEqualTo(users / 2);
                assertThat(visits).isEqualTo(user < users ? 3 : 1);
            });
            pipeline.endOfInput();
            save(pipeline);
            assertThat(counts).hasSize(users + LAST_ONES).containsEntry(0, 4L);
            assertThat(due()).isEmpty();
        }
    }

    private static void visits(Pipeline<Integer> pipeline, int from, int to, int minute) {
        for (int user = from; user < to; user++) {
            pipeline.element(0, user, user, minute * MINUTE);
        }
    }

    private void save(Pipeline<Integer> pipeline) throws IOException {
        saved.take(pipeline);
        pipeline.stored(++checkpoint);
    }

    private List<String> due() throws IOException {
        List<String> entries = new ArrayList<>();
        try (StateCursor cursor = backend.store("due").scan(KeyRange.all())) {
            while (cursor.next()) {
                entries.add(HexFormat.of().formatHex(cursor.key()));
            }
        }
        return entries;
    }

    private Pipeline<Integer> pipeline(int parallelism, long hot) {
        return Pipeline.of(View.<Integer>named("sessions")
                        .keyBy(user -> user)
                        .watermarks(new BoundedOutOfOrderness(0))
                        .window(SessionWindows.withGap(Duration.ofHours(1)))
                        .aggregate("n", Aggregates.count())
                        .build())
                .parallelism(parallelism)
                .saved(true)
                .warm(backend)
                .hot(HotBudget.ofBytes(hot))
                .panes(this::pane)
                .build();
    }

    private synchronized void pane(Pane<?> pane) {
        counts.put((Integer) pane.key(), pane.count());
    }
}
