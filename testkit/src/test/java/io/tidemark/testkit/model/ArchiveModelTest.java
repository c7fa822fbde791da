// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tidemark.archive.ArchivedPane;
import io.tidemark.engine.ArchiveReader;
import io.tidemark.engine.ArchivedResult;
import io.tidemark.engine.Pipeline;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneId;
import io.tidemark.testkit.MemoryWindowArchive;
import io.tidemark.testkit.SavedState;
import io.tidemark.view.View;
import io.tidemark.window.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is archived, merged, is what the panes held: on random cases, of all windows, triggers and accumulation modes, with checkpoints and crashes between any two steps, after which what came after the
 * checkpoint is taken back and done anew.
 *
 * <p>Each element has a number, and an aggregate that keeps them: so one that is missing shows, and one that counts twice.
 *
 * <p>{@code -Dtidemark.cases=N} runs N cases, {@code -Dtidemark.seed=S} begins at seed S.
 */
class ArchiveModelTest {
    private static final long CASES = Long.getLong("tidemark.cases", 1500);
    private static final long FIRST_SEED = Long.getLong("tidemark.seed", 1);
    private static final int FIFTHS = 5;

    @ParameterizedTest(name = "fifth {0} of the cases")
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void the_archive_merges_to_what_the_panes_held(int fifth) {
        long end = FIRST_SEED + CASES * (fifth + 1) / FIFTHS;
        long merged = 0;
        for (long seed = FIRST_SEED + CASES * fifth / FIFTHS; seed < end; seed++) {
            Case scripted = RandomCases.of(seed);
            try {
                merged += new Run(scripted, seed).check();
            } catch (IOException | RuntimeException | AssertionError e) {
                fail("seed " + seed + ": " + scripted, e);
            }
        }
        assertThat(merged).as("windows compared, so that the test can fail").isGreaterThan(CASES / FIFTHS);
    }

    /** A case, run with an archive. */
    private static final class Run {
        private final Case scripted;
        private final Random random;
        private final MemoryWindowArchive archive = new MemoryWindowArchive();
        private final Map<PaneId<?>, Pane<?>> panes = new LinkedHashMap<>();
        private final SavedState saved = new SavedState();
        private long epoch = archive.claim() + 1;

        Run(Case scripted, long seed) {
            this.scripted = scripted;
            random = new Random(seed);
        }

        /** Compares, and returns how many windows. */
        long check() throws IOException {
            List<Step> steps = new ArrayList<>(scripted.steps());
            steps.removeIf(step -> step instanceof Step.End);
            steps.add(new Step.End());
            run(steps);
            long merged = 0;
            for (ViewSpec view : scripted.views()) {
                merged += check(view);
            }
            return merged;
        }

        private void run(List<Step> steps) throws IOException {
            int oneIn = 2 + random.nextInt(30);
            int crashes = 3;
            int savedAt = 0;
            Pipeline<TestElement> pipeline = pipeline();
            saved.take(pipeline);
            for (int i = 0; i < steps.size(); i++) {
                EngineRun.feed(pipeline, steps.get(i));
                if (random.nextInt(oneIn) == 0) {
                    saved.take(pipeline);
                    savedAt = i + 1;
                    epoch++;
                } else if (crashes > 0 && random.nextInt(oneIn) == 0) {
                    crashes--;
                    pipeline.close();
                    archive.forgetAfter(epoch - 1);
                    pipeline = pipeline();
                    pipeline.restore(saved);
                    i = savedAt - 1;
                }
            }
            pipeline.flush();
            pipeline.close();
        }

        private Pipeline<TestElement> pipeline() {
            List<View<TestElement, ?>> views = new ArrayList<>();
            scripted.views().forEach(view -> views.add(Numbers.in(view.real())));
            return Pipeline.of(views)
                    .parallelism(1 + random.nextInt(3))
                    .saved(true)
                    .archive(this::archive)
                    .panes(pane -> panes.put(pane.id(), pane))
                    .build();
        }

        private void archive(List<ArchivedPane> together) {
            try {
                archive.append(
                        together.stream().map(pane -> pane.inEpoch(epoch)).toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private long check(ViewSpec spec) throws IOException {
            View<TestElement, String> view = Numbers.in(spec.real());
            ArchiveReader<TestElement, String> reader = new ArchiveReader<>(view, archive);
            Map<String, Map<Window, Contents>> expected = contents(spec);
            if (isSideBySide(spec.windows())) {
                checkWhole(reader, expected);
            }
            if (spec.windows() instanceof WindowsSpec.Session) {
                return expected.size();
            }
            long compared = 0;
            if (!(spec.windows() instanceof WindowsSpec.Custom) && isReadable(spec.windows())) {
                for (Map.Entry<String, Map<Window, Contents>> key : expected.entrySet()) {
                    for (Map.Entry<Window, Contents> window : key.getValue().entrySet()) {
                        check(spec, reader, key.getKey(), window.getKey(), window.getValue());
                        compared++;
                    }
                    if (isSideBySide(spec.windows())) {
                        checkRange(reader, key.getKey(), key.getValue());
                    }
                }
            }
            return compared;
        }

        /** One window, read by its bounds. */
        private static void check(
                ViewSpec spec, ArchiveReader<TestElement, String> reader, String key, Window window, Contents contents)
                throws IOException {
            ArchivedResult<String> result =
                    reader.read(key, window.start(), window.end()).orElseThrow();
            assertThat(result.windows()).isEqualTo(1);
            assertThat(members(result)).as("%s of %s", window, key).containsExactlyElementsOf(contents.members);
            if (spec.mode() != AccumulationMode.DISCARDING) {
                assertThat(result.results()).isEqualTo(contents.last.results());
                assertThat(result.count()).isEqualTo(contents.last.count());
            }
        }

        /** Any range: windows that lie inside count, and no others. */
        private void checkRange(ArchiveReader<TestElement, String> reader, String key, Map<Window, Contents> windows)
                throws IOException {
            List<Window> all = List.copyOf(windows.keySet());
            Window one = all.get(random.nextInt(all.size()));
            Window other = all.get(random.nextInt(all.size()));
            if (one.domain() == Window.Domain.GLOBAL) {
                return;
            }
            long from = Math.min(one.start(), other.start()) + random.nextInt(3) - 1;
            long to = Math.max(one.end(), other.end()) + random.nextInt(3) - 1;
            TreeSet<Long> expected = new TreeSet<>();
            windows.forEach((window, contents) -> {
                if (window.start() >= from && window.end() <= to) {
                    expected.addAll(contents.members);
                }
            });
            List<Long> actual = from >= to
                    ? List.of()
                    : reader.read(key, from, to).map(Run::members).orElse(List.of());
            assertThat(actual).as("[%d, %d) of %s", from, to, key).containsExactlyElementsOf(expected);
        }

        /** Everything of each key. */
        private static void checkWhole(
                ArchiveReader<TestElement, String> reader, Map<String, Map<Window, Contents>> expected)
                throws IOException {
            Map<String, List<Long>> all = new TreeMap<>();
            expected.forEach((key, windows) -> {
                TreeSet<Long> members = new TreeSet<>();
                windows.values().forEach(contents -> members.addAll(contents.members));
                all.put(key, List.copyOf(members));
            });
            Map<String, List<Long>> actual = new TreeMap<>();
            reader.readAll(Long.MIN_VALUE, Long.MAX_VALUE, result -> actual.put(result.key(), members(result)));
            assertThat(actual).as("everything").isEqualTo(all);
        }

        /** What the panes of each key's windows held. */
        private Map<String, Map<Window, Contents>> contents(ViewSpec view) {
            Map<String, Map<Window, Contents>> contents = new TreeMap<>();
            for (Pane<?> pane : panes.values()) {
                if (pane.view().equals(view.name()) && !pane.retraction()) {
                    contents.computeIfAbsent((String) pane.key(), key -> new HashMap<>())
                            .computeIfAbsent(pane.window(), window -> new Contents(pane))
                            .add(pane);
                }
            }
            return contents;
        }

        private static boolean isSideBySide(WindowsSpec windows) {
            return switch (kind(windows)) {
                case "Sliding" -> {
                    WindowsSpec.Sliding sliding = (WindowsSpec.Sliding) windows;
                    yield sliding.slide() >= sliding.size();
                }
                case "Count" -> ((WindowsSpec.Count) windows).slide() >= ((WindowsSpec.Count) windows).size();
                case "Custom" -> false;
                default -> true;
            };
        }

        private static boolean isReadable(WindowsSpec windows) {
            return isSideBySide(windows)
                    || (windows instanceof WindowsSpec.Sliding sliding && sliding.size() % sliding.slide() == 0);
        }

        private static String kind(WindowsSpec windows) {
            return windows.getClass().getSimpleName();
        }

        @SuppressWarnings("unchecked") // That is what the function yields.
        private static List<Long> members(ArchivedResult<?> result) {
            return (List<Long>) Objects.requireNonNull(result.results().get(Numbers.NAME));
        }
    }

    /** What the panes of one window held. */
    private static final class Contents {
        private final TreeSet<Long> members = new TreeSet<>();
        private Pane<?> last;

        Contents(Pane<?> first) {
            last = first;
        }

        @SuppressWarnings("unchecked") // That is what the function yields.
        void add(Pane<?> pane) {
            members.addAll((List<Long>) Objects.requireNonNull(pane.results().get(Numbers.NAME)));
            last = pane.info().index() >= last.info().index() ? pane : last;
        }
    }
}
