// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.join.Unmatched;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the job file says of joins, and what is said of mistakes in it. */
class JoinsTest {
    private static final String JOB = """
            job: j
            stream_processing:
              source: {type: file, path: x}
              windows:
                ratings:
                  join: {left: {events: [a]}, right: {events: [b]}, on: id, within: 1h}
                  key: [left.model]
                  type: tumbling
                  size: 5m
                  aggregates: {rating: {fn: mean, field: right.rating}}
            """;
    private static final String BLOCK = "{left: {events: [a]}, right: {events: [b]}, on: id, within: 1h}";
    private static final String VIEW = "stream_processing.windows.ratings";

    private static JoinConfig join(String block) throws Exception {
        return Jobs.read(JOB.replace(BLOCK, block), List.of(), Map.of())
                .config()
                .views()
                .get(0)
                .join()
                .orElseThrow();
    }

    private static List<String> problems(String from, String to) {
        assertThat(JOB).contains(from);
        return Jobs.problems(JOB.replace(from, to), List.of(), Map.of());
    }

    @Test
    void what_is_left_out_has_a_default() throws Exception {
        assertThat(join(BLOCK))
                .isEqualTo(new JoinConfig(
                        new JoinConfig.Side(List.of("a"), List.of("id")),
                        new JoinConfig.Side(List.of("b"), List.of("id")),
                        0,
                        3_600_000,
                        Unmatched.NONE,
                        1_000_000));
    }

    @Test
    void sides_may_have_fields_of_their_own_and_bounds_both_ways() throws Exception {
        assertThat(join("{left: {events: [a, c]}, right: {events: b}, on: {left: [s, id], right: [s, meta.id]},"
                        + " within: {before: 5m}, unmatched: both, max_waiting: 7}"))
                .isEqualTo(new JoinConfig(
                        new JoinConfig.Side(List.of("a", "c"), List.of("s", "id")),
                        new JoinConfig.Side(List.of("b"), List.of("s", "meta.id")),
                        300_000,
                        0,
                        Unmatched.BOTH,
                        7));
    }

    @Test
    void the_resolved_configuration_says_the_same_again() throws Exception {
        JobFile file = Jobs.read(JOB, List.of(), Map.of());

        assertThat(Jobs.read(file.toYaml(), List.of(), Map.of())
                        .config()
                        .views()
                        .get(0)
                        .join())
                .isEqualTo(file.config().views().get(0).join());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on: id, within: 1h | on: id, whithin: 1h | .whithin: unknown key; did you mean 'within'?",
                "on: id, | | .on: missing",
                "'right: {events: [b]}, ' | '' | .right: missing",
                "left: {events: [a]} | left: {event: [a]} | .left.event: unknown key; did you mean 'events'?",
                "left: {events: [a]} | left: {events: []} | .left.events: a side takes the events of at least one type",
                "events: [b] | events: [a] | .right: the event type 'a' is on both sides; an event is on one",
                "'on: id' | 'on: {left: [a, b], right: c}' | .on.right: 'left' has another number of fields, 2",
                "'on: id' | 'on: {left: a}' | .on.right: missing",
                "'within: 1h' | 'within: {after: 1h, befor: 1m}' | .within.befor: unknown key; did you mean 'before'?",
                "'within: 1h' | 'within: soon' | .within: ",
                "'within: 1h' | 'within: 1h, unmatched: lft' | did you mean 'left'?",
                "'within: 1h' | 'within: 1h, max_waiting: 0' | .max_waiting: ",
            })
    void a_mistake_is_told_with_its_key(String from, String to, String problem) {
        assertThat(problems(from, to == null ? "" : to))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("job.yaml:6: " + VIEW + ".join")
                        .contains(problem));
    }

    @Test
    void fields_are_those_of_a_side() {
        String hint = "'model' is of neither side: a field of joined elements is left.FIELD or right.FIELD, so it is"
                + " 'left.model' or 'right.model'";
        assertThat(problems("[left.model]", "[model]")).containsExactly("job.yaml:7: " + VIEW + ".key: " + hint);
        assertThat(problems("field: right.rating", "field: model"))
                .containsExactly("job.yaml:10: " + VIEW + ".aggregates.rating.fn: " + hint);
        assertThat(problems("field: right.rating", "field: right.rating / model"))
                .containsExactly("job.yaml:10: " + VIEW + ".aggregates.rating.fn: " + hint);
        assertThat(problems("size: 5m", "size: 5m\n      dedup: {field: [left.id, model], ttl: 1h}"))
                .containsExactly("job.yaml:10: " + VIEW + ".dedup: " + hint);
        assertThat(problems("{rating: {fn: mean, field: right.rating}}", "{preset: llm_feedback}"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(".aggregates.preset: ", "is of neither side"));
        assertThat(Jobs.problems(
                        JOB + "  triggers: {ratings: {on_critical_event: {field: model}}}\n", List.of(), Map.of()))
                .containsExactly("job.yaml:11: stream_processing.triggers.ratings.on_critical_event: " + hint);
    }

    @Test
    void what_makes_no_sense_with_a_join_is_refused() {
        assertThat(problems("size: 5m", "size: 5m\n      events: [a]"))
                .containsExactly("job.yaml:10: " + VIEW
                        + ".events: a view over a join takes the events of 'join.left' and 'join.right'; remove it");
        assertThat(problems("size: 5m", "size: 5m\n      dedup: {content: true, ttl: 1h}"))
                .containsExactly("job.yaml:10: " + VIEW
                        + ".dedup: joined elements have no content of their own; say 'field: [left.ID, right.ID]'");
        assertThat(problems("size: 5m", "size: 5m\n      watermark: {strategy: processing_time}"))
                .containsExactly("job.yaml:6: " + VIEW
                        + ".join: waits in event time, so the watermark of the view cannot be processing_time");
    }
}
