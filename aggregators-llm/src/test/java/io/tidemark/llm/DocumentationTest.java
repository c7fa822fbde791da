// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.llm.format.RowFormat;
import io.tidemark.llm.preset.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages of the guide name what there is, and nothing else. */
class DocumentationTest {
    private static final Pattern CODE = Pattern.compile("`([^`{]+)[^`]*`");

    @Test
    void the_guide_names_every_aggregate_with_its_parameters() throws IOException {
        TreeSet<String> named = new TreeSet<>();
        for (RowAggregateFactory factory : ServiceLoader.load(RowAggregateFactory.class)) {
            String row = row("aggregates.md", cells -> codes(cells[1]).contains(factory.name()));
            for (AggregateParameter parameter : factory.parameters()) {
                assertThat(codes(row)).as(factory.name()).contains(parameter.name());
            }
            named.add(factory.name());
        }
        List<String> documented = rows("aggregates.md").stream()
                .filter(row -> row.split("\\|", -1).length > 3 && !row.contains("llm_"))
                .flatMap(row -> codes(row.split("\\|", -1)[1]).stream())
                .filter(name -> !name.equals("fn"))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void the_guide_names_every_preset_with_its_results() throws IOException {
        for (var preset : Presets.byName().values()) {
            String row = row("aggregates.md", cells -> codes(cells[1]).contains(preset.name()));
            String results = row.split("\\|", -1)[2]
                    .replaceAll("\\{[^}]*}", "")
                    .replace("`", "")
                    .strip();
            assertThat(results.split(" ", -1))
                    .containsExactlyElementsOf(preset.aggregates().keySet());
        }
    }

    @Test
    void the_guide_names_every_format() throws IOException {
        for (RowFormat format : ServiceLoader.load(RowFormat.class)) {
            assertThat(row("formats.md", cells -> codes(cells[1]).contains(format.name())))
                    .isNotBlank();
            assertThat(format.description()).isNotBlank();
        }
    }

    private static String row(String page, Predicate<String[]> matches) throws IOException {
        return rows(page).stream()
                .filter(row -> matches.test(row.split("\\|", -1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such row in docs/" + page));
    }

    private static List<String> rows(String page) throws IOException {
        return Files.readAllLines(Path.of("..", "docs", page)).stream()
                .filter(line -> line.startsWith("|"))
                .toList();
    }

    private static List<String> codes(String text) {
        return CODE.matcher(text)
                .results()
                .map(MatchResult::group)
                .flatMap(code -> Arrays.stream(code.replace("`", "").split(" ", -1)))
                .toList();
    }
}
