// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.connector.kafka.JsonPaneFormat;
import io.tidemark.connector.kafka.PaneFormat;
import io.tidemark.llm.row.Key;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.runtime.json.PaneJson;
import io.tidemark.window.Window;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pane has the same bytes and the same id in a file, in a topic, and in a topic that a Java program writes. */
class JsonPanesTest {
    private static final PaneFormat JOB = new JsonPanes();
    private static final PaneFormat PROGRAM = new JsonPaneFormat();

    static Stream<Pane<?>> panes() {
        Map<String, @Nullable Object> nested = new LinkedHashMap<>();
        nested.put("p50", 1.5);
        nested.put("none", null);
        nested.put("list", Arrays.asList(1L, null, "a\"b\\\n", true, List.of(-0.0, 1e300)));
        return Stream.of(Window.time(-5, 10), Window.count(0, 100), Window.GLOBAL)
                .flatMap(window -> Stream.of("gpt-4o", Map.of("model", "ä \"q\""), Map.of("n", 1L), true)
                        .flatMap(key -> Stream.of(false, true)
                                .map(retraction -> new Pane<>(
                                        "view",
                                        key,
                                        window,
                                        new PaneInfo(PaneTiming.LATE, 3, true),
                                        retraction,
                                        7,
                                        new PaneResults(List.of("a", "b", "c", "d", "e"), new @Nullable Object[] {
                                            Double.NaN, Double.POSITIVE_INFINITY, nested, null, 4L
                                        }),
                                        Long.MIN_VALUE))));
    }

    @ParameterizedTest
    @MethodSource("panes")
    void a_pane_is_the_same_everywhere(Pane<?> pane) {
        String line = new String(PaneJson.bytes(pane), UTF_8);

        assertThat(new String(JOB.value(pane), UTF_8) + "\n").isEqualTo(line);
        assertThat(PROGRAM.value(pane)).isEqualTo(JOB.value(pane));
        assertThat(PROGRAM.id(pane)).isEqualTo(JOB.id(pane)).isEqualTo(PaneJson.id(pane));
        assertThat(PROGRAM.key(pane)).isEqualTo(JOB.key(pane));
        assertThat(line).contains("\"a\":null,\"b\":null").contains(JOB.key(pane));
    }

    @Test
    void a_key_of_fields_is_an_object() {
        Pane<Key> pane = new Pane<>(
                "view",
                Key.of(List.of("model", "user"), List.of("gpt-4o", 7L)),
                Window.time(0, 10),
                new PaneInfo(PaneTiming.ON_TIME, 0, true),
                false,
                1,
                new PaneResults(List.of(), new @Nullable Object[0]),
                10);

        assertThat(JOB.key(pane)).isEqualTo("{\"model\":\"gpt-4o\",\"user\":7}");
        assertThat(JOB.id(pane)).isEqualTo("view|{\"model\":\"gpt-4o\",\"user\":7}|0|10|0");
        assertThat(new String(JOB.value(pane), UTF_8) + "\n").isEqualTo(new String(PaneJson.bytes(pane), UTF_8));
    }
}
