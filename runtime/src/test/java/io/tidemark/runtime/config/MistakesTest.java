// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of mistakes in {@code mistakes.txt}: each is told in one line with file, line and key, and what to do. */
class MistakesTest {
    /** One change to the full job file, and what is said about it. */
    record Mistake(String replace, String with, List<String> says) {
        @Override
        public String toString() {
            return replace + " -> " + with;
        }
    }

    static Stream<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        String replace = "";
        for (String line : Jobs.read("mistakes.txt").lines().toList()) {
            if (line.startsWith("replace: ")) {
                replace = unescaped(line.substring("replace: ".length()));
            } else if (line.startsWith("with:")) {
                mistakes.add(
                        new Mistake(replace, unescaped(line.substring(5).replaceFirst("^ ", "")), new ArrayList<>()));
            } else if (line.startsWith("says: ")) {
                mistakes.get(mistakes.size() - 1).says().add(line.substring("says: ".length()));
            }
        }
        return mistakes.stream();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void each_mistake_is_told_with_its_line_and_key(Mistake mistake) {
        assertThat(Jobs.FULL).contains(mistake.replace());
        String yaml =
                Jobs.FULL.replaceFirst(Pattern.quote(mistake.replace()), Matcher.quoteReplacement(mistake.with()));

        List<String> problems = Jobs.problems(yaml, List.of(), Map.of());

        assertThat(problems).containsExactlyElementsOf(mistake.says());
        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(line).startsWith("job.yaml:").doesNotContain("\n", "Exception", "\tat "));
    }

    @Test
    void the_table_is_long_and_the_file_it_changes_is_right() {
        assertThat(mistakes().map(Mistake::toString).distinct().count()).isGreaterThanOrEqualTo(60);
        assertThat(Jobs.problems(Jobs.FULL, List.of(), Map.of())).isEmpty();
    }

    @Test
    void all_mistakes_of_a_file_are_told_at_once() {
        String yaml = Jobs.FULL
                .replace("size: 300s", "sizee: 300s")
                .replace("parallelism: 2", "parallelism: 200")
                .replace("gap: 30m", "gap: 5h");

        assertThat(Jobs.problems(yaml, List.of(), Map.of()))
                .hasSize(3)
                .isSortedAccordingTo(java.util.Comparator.comparing(MistakesTest::line));
    }

    @Test
    void a_mistake_in_an_option_names_the_option() {
        assertThat(Jobs.problems(Jobs.FULL, List.of("stream_processing.parallelism=many"), Map.of()))
                .containsExactly(
                        "--set stream_processing.parallelism: stream_processing.parallelism: expected a whole number"
                                + " from 1 to 128, but got 'many'");
        assertThat(Jobs.problems(Jobs.FULL, List.of("stream_processing.paralelism=2"), Map.of()))
                .containsExactly("--set stream_processing.paralelism: stream_processing.paralelism: unknown key;"
                        + " did you mean 'parallelism'?");
        assertThat(Jobs.problems(Jobs.FULL, List.of(), Map.of("TIDEMARK_STREAM_PROCESSING__DRAIN", "perhaps")))
                .containsExactly("TIDEMARK_STREAM_PROCESSING__DRAIN: stream_processing.drain: expected true or false,"
                        + " but got 'perhaps'");
        assertThat(Jobs.problems(Jobs.FULL, List.of("stream_processing.sinks.7.type=file"), Map.of()))
                .containsExactly(
                        "--set stream_processing.sinks.7.type: stream_processing.sinks.7.type: '7' is not an item"
                                + " of the list; it has items 0 to 0");
        assertThat(Jobs.problems(Jobs.FULL, List.of("parallelism"), Map.of()))
                .containsExactly("--set: expected key=value, such as stream_processing.parallelism=4");
    }

    private static int line(String problem) {
        return Integer.parseInt(problem.split(":", 3)[1]);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t");
    }
}
