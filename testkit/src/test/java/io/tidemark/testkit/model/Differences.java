// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.pane.Pane;
import io.tidemark.testkit.PaneText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the first difference of two outputs. */
final class Differences {
    private Differences() {}

    /** Everything must be equal: each pane in each field, the order within each key, and the order of groups. */
    static Optional<String> inOrder(Output expected, Output actual) {
        for (Map.Entry<String, ViewOutput> view : expected.views().entrySet()) {
            ViewOutput wanted = view.getValue();
            @Nullable ViewOutput found = actual.views().get(view.getKey());
            if (found == null) {
                return Optional.of("no view " + view.getKey());
            }
            Optional<String> difference = differ("watermarks", wanted.watermarks(), found.watermarks())
                    .or(() -> groups(wanted.panes(), flat(found.panes())))
                    .or(() -> differ("late elements", wanted.late(), found.late()))
                    .or(() -> differ("counters", wanted.counters(), found.counters()));
            if (difference.isPresent()) {
                return difference.map(text -> "view " + view.getKey() + ": " + text);
            }
        }
        return common(expected, actual)
                .or(() -> differ("dead letters", sorted(expected.letters()), sorted(actual.letters())));
    }

    /** The same, but the order only within each key: what several workers may do to it. */
    static Optional<String> perKey(Output expected, Output actual) {
        for (Map.Entry<String, ViewOutput> view : expected.views().entrySet()) {
            ViewOutput wanted = view.getValue();
            ViewOutput found = Objects.requireNonNull(actual.views().get(view.getKey()));
            Optional<String> difference = differ("panes", byKey(flat(wanted.panes())), byKey(flat(found.panes())))
                    .or(() -> differ("watermarks", wanted.watermarks(), found.watermarks()))
                    .or(() -> differ("late elements", sorted(wanted.late()), sorted(found.late())))
                    .or(() -> differ("counters", wanted.counters(), found.counters()));
            if (difference.isPresent()) {
                return difference.map(text -> "view " + view.getKey() + ": " + text);
            }
        }
        return common(expected, actual)
                .or(() -> differ("dead letters", sorted(expected.letters()), sorted(actual.letters())));
    }

    private static Optional<String> common(Output expected, Output actual) {
        return differ("elements", expected.elements(), actual.elements())
                .or(() -> differ("invalid records", expected.invalidRecords(), actual.invalidRecords()))
                .or(() -> expected.keysWithState() < 0
                        ? Optional.empty()
                        : differ("keys with state", expected.keysWithState(), actual.keysWithState()));
    }

    private static Optional<String> groups(List<List<Pane<String>>> expected, List<Pane<String>> actual) {
        int at = 0;
        for (List<Pane<String>> group : expected) {
            List<Pane<String>> part = actual.subList(at, Math.min(actual.size(), at + group.size()));
            if (!byKey(group).equals(byKey(part))) {
                return Optional.of("panes from " + at + " differ\n expected" + text(group) + "\n but was" + text(part));
            }
            at += group.size();
        }
        List<Pane<String>> rest = actual.subList(at, actual.size());
        return rest.isEmpty() ? Optional.empty() : Optional.of("panes too many" + text(rest));
    }

    private static Map<String, List<Pane<String>>> byKey(List<Pane<String>> panes) {
        Map<String, List<Pane<String>>> byKey = new LinkedHashMap<>();
        for (Pane<String> pane : panes) {
            byKey.computeIfAbsent(pane.key(), key -> new ArrayList<>()).add(pane);
        }
        return byKey;
    }

    private static List<Pane<String>> flat(List<List<Pane<String>>> groups) {
        return groups.stream().flatMap(List::stream).toList();
    }

    private static List<String> sorted(List<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }

    private static Optional<String> differ(String what, Object expected, Object actual) {
        return expected.equals(actual)
                ? Optional.empty()
                : Optional.of(what + " differ\n expected\n  " + expected + "\n but was\n  " + actual);
    }

    private static String text(List<Pane<String>> panes) {
        StringBuilder text = new StringBuilder();
        for (Pane<String> pane : panes) {
            text.append("\n  ").append(PaneText.of(pane)).append(" @").append(pane.watermark());
        }
        return panes.isEmpty() ? "\n  nothing" : text.toString();
    }
}
