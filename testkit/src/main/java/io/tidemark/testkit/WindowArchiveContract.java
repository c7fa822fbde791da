// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.archive.ArchiveRange;
import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.ArchivedPane.Content;
import io.tidemark.archive.ArchivedView;
import io.tidemark.archive.WindowArchive;
import io.tidemark.checkpoint.FencedException;
import io.tidemark.window.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link WindowArchive} must do. An archive's test extends it and says how to open one. Nothing of it is overridden. It is long because a plugin extends one class.
 */
public abstract class WindowArchiveContract {
    private static final ArchivedView VIEW = new ArchivedView("latency", "{shape: 1}");
    private static final ArchivedView CHANGED = new ArchivedView("latency", "{shape: 2}");
    private static final ArchivedView OTHER = new ArchivedView("costs", "{shape: 1}");

    /** What the order of panes is. */
    private static final Comparator<ArchivedPane> ORDER = Comparator.comparing(
                    ArchivedPane::key, Arrays::compareUnsigned)
            .thenComparing(pane -> pane.window().start())
            .thenComparing(pane -> pane.window().end())
            .thenComparing(ArchivedPane::sequence);

    /** The seed of the randomised tests. */
    @RegisterExtension
    protected final Seeds seeds = new Seeds();

    @TempDir
    private Path directory;

    private WindowArchive archive;

    /** For a subclass to call. */
    protected WindowArchiveContract() {}

    /** Opens the archive that {@code directory} stands for: what was appended to it before is found again. Several are open at once. */
    protected abstract WindowArchive open(Path directory) throws IOException;

    @BeforeEach
    void openArchive() throws IOException {
        archive = open(directory);
        archive.claim();
    }

    @AfterEach
    void closeArchive() throws IOException {
        archive.close();
    }

    @Test
    void what_was_appended_is_read_back() throws IOException {
        List<ArchivedPane> panes = List.of(
                pane(VIEW, "", Window.time(-20, -10), 1, Content.ALL, "empty key"),
                pane(VIEW, "a", Window.time(0, 10), 1, Content.NEW, "one"),
                pane(VIEW, "a", Window.time(0, 10), 3, Content.ALL, ""),
                pane(VIEW, "a", Window.time(0, 10), Long.MAX_VALUE, Content.NONE, ""));
        archive.append(panes);
        assertThat(all(VIEW)).as("what was appended").containsExactlyElementsOf(panes);
    }

    @Test
    void a_scan_is_in_the_order_of_keys_then_windows_then_sequence() throws IOException {
        List<ArchivedPane> panes = new ArrayList<>();
        for (int i = 0; i < 256; i += 51) {
            for (byte[] key : List.of(new byte[] {(byte) i}, new byte[] {(byte) i, 0}, new byte[] {(byte) i, -1})) {
                for (long start : new long[] {-100, 0, 7, Long.MAX_VALUE - 50}) {
                    for (long sequence : new long[] {0, 1, 2, 11}) {
                        panes.add(pane(VIEW, key, Window.time(start, start + 40), sequence, Content.NEW, bytes("x")));
                        panes.add(pane(VIEW, key, Window.time(start, start + 5), sequence, Content.NEW, bytes("y")));
                    }
                }
            }
        }
        List<ArchivedPane> shuffled = new ArrayList<>(panes);
        Collections.shuffle(shuffled, seeds.random());
        archive.append(shuffled);
        panes.sort(ORDER);
        assertThat(all(VIEW)).as("the order of a scan").containsExactlyElementsOf(panes);
    }

    @Test
    void a_scan_has_whole_windows_inside_the_range_of_one_key_or_of_all() throws IOException {
        List<ArchivedPane> panes = new ArrayList<>();
        for (String key : List.of("a", "b")) {
            for (long start = 0; start < 50; start += 10) {
                panes.add(pane(VIEW, key, Window.time(start, start + 10), 1, Content.ALL, key + start));
            }
        }
        archive.append(panes);
        assertThat(texts(new ArchiveRange(VIEW, 10, 30), null))
                .as("windows that lie inside the range, of all keys")
                .containsExactly("a10", "a20", "b10", "b20");
        assertThat(texts(new ArchiveRange(VIEW, 11, 39), bytes("b")))
                .as("windows that lie inside the range, of one key")
                .containsExactly("b20");
        assertThat(texts(ArchiveRange.all(VIEW), bytes("c")))
                .as("a key that is not there")
                .isEmpty();
        assertThat(texts(new ArchiveRange(VIEW, 50, 90), null))
                .as("a range of no windows")
                .isEmpty();
    }

    @Test
    void views_and_shapes_are_apart() throws IOException {
        for (ArchivedView view : List.of(VIEW, CHANGED, OTHER)) {
            archive.append(List.of(pane(view, "a", Window.time(0, 10), 1, Content.ALL, view.toString())));
        }
        assertThat(archive.views()).as("the views").containsExactly(VIEW, CHANGED, OTHER);
        for (ArchivedView view : List.of(VIEW, CHANGED, OTHER)) {
            assertThat(texts(ArchiveRange.all(view), null))
                    .as("the panes of %s", view)
                    .containsExactly(view.toString());
        }
        assertThat(texts(ArchiveRange.all(new ArchivedView("nothing", "")), null))
                .as("a view that is not there")
                .isEmpty();
    }

    @Test
    void a_pane_that_is_written_again_is_there_once() throws IOException {
        archive.append(List.of(
                pane(VIEW, "a", Window.time(0, 10), 1, Content.ALL, "first"),
                pane(VIEW, "a", Window.time(0, 10), 3, Content.ALL, "other")));
        archive.append(List.of(pane(VIEW, "a", Window.time(0, 10), 1, Content.ALL, "again")));
        assertThat(texts(ArchiveRange.all(VIEW), null))
                .as("a pane that was written twice")
                .containsExactly("again", "other");
        archive.append(List.of(
                pane(VIEW, "b", Window.time(0, 10), 1, Content.ALL, "first"),
                pane(VIEW, "b", Window.time(0, 10), 1, Content.ALL, "again")));
        assertThat(texts(ArchiveRange.all(VIEW), bytes("b")))
                .as("a pane that was written twice at once")
                .containsExactly("again");
    }

    @Test
    void keys_and_accumulators_may_be_long() throws IOException {
        byte[] key = random(5_000);
        byte[] similar = key.clone();
        similar[4_999]++;
        List<ArchivedPane> panes = new ArrayList<>(List.of(
                pane(VIEW, key, Window.time(0, 10), 1, Content.ALL, random(3 << 20)),
                pane(VIEW, similar, Window.time(0, 10), 1, Content.ALL, random(100_000)),
                pane(VIEW, Arrays.copyOf(key, 4_000), Window.time(0, 10), 1, Content.ALL, random(10))));
        archive.append(panes);
        assertThat(all(VIEW)).as("long ones").containsExactlyInAnyOrderElementsOf(panes);
        for (ArchivedPane pane : panes) {
            assertThat(read(ArchiveRange.all(VIEW), pane.key()))
                    .as("one of several long keys that begin alike")
                    .containsExactly(pane);
        }
        archive.append(List.of(pane(VIEW, key, Window.time(0, 10), 1, Content.ALL, bytes("short"))));
        assertThat(texts(ArchiveRange.all(VIEW), key))
                .as("a short one in the place of a long one")
                .containsExactly("short");
    }

    @Test
    void a_scan_of_many_panes_yields_each_once() throws IOException {
        Random random = seeds.random();
        List<ArchivedPane> panes = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            long start = 10L * (i / 7);
            panes.add(pane(VIEW, "k" + i % 7, Window.time(start, start + 10), 1, Content.ALL, "" + i));
        }
        List<ArchivedPane> expected = new ArrayList<>(panes);
        while (!panes.isEmpty()) {
            List<ArchivedPane> some = panes.subList(0, Math.min(panes.size(), 1 + random.nextInt(1500)));
            archive.append(List.copyOf(some));
            some.clear();
        }
        expected.sort(ORDER);
        assertThat(all(VIEW)).as("many panes").containsExactlyElementsOf(expected);
    }

    @Test
    void a_reader_sees_whole_batches() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Boolean>> actions = new ArrayList<>(Collections.nCopies(2, () -> readUntil(done)));
        actions.add(() -> {
            try {
                for (int i = 0; i < 60; i++) {
                    archive.append(batch(i));
                }
            } finally {
                done.set(true);
            }
            return true;
        });
        Concurrently.run(actions);
        assertThat(all(VIEW)).as("panes in the end").hasSize(300);
    }

    @Test
    void a_scan_sees_one_state() throws IOException {
        archive.append(batch(0));
        List<String> seen = new ArrayList<>();
        archive.scan(ArchiveRange.all(VIEW), null, pane -> {
            if (seen.isEmpty()) {
                try (WindowArchive other = open(directory)) {
                    other.claim();
                    other.append(batch(1));
                }
            }
            seen.add(text(pane));
        });
        assertThat(seen)
                .as("what was appended while the scan went on")
                .containsOnly("0")
                .hasSize(300);
    }

    @Test
    void what_comes_after_an_epoch_can_be_taken_back() throws IOException {
        for (long epoch = 1; epoch <= 4; epoch++) {
            archive.append(List.of(
                    pane(VIEW, "a", Window.time(epoch, epoch + 1), 1, Content.ALL, "a" + epoch)
                            .inEpoch(epoch),
                    pane(OTHER, "b", Window.time(0, 9), epoch, Content.NEW, "b" + epoch)
                            .inEpoch(epoch)));
        }
        archive.forgetAfter(2);
        assertThat(texts(ArchiveRange.all(VIEW), null))
                .as("panes of epochs up to 2")
                .containsExactly("a1", "a2");
        assertThat(texts(ArchiveRange.all(OTHER), null)).as("of another view").containsExactly("b1", "b2");
        assertThat(archive.claim()).as("the highest epoch").isEqualTo(2);
    }

    @Test
    void opening_again_finds_every_pane_and_the_highest_epoch() throws IOException {
        assertThat(archive.claim()).as("the epoch of nothing").isZero();
        ArchivedPane pane =
                pane(VIEW, "a", Window.time(0, 10), 1, Content.ALL, "one").inEpoch(7);
        archive.append(List.of(pane));
        archive.deleteEndedBefore(Long.MAX_VALUE, 10);
        archive.append(List.of(pane.inEpoch(6)));
        archive.close();
        archive = open(directory);
        assertThat(all(VIEW)).as("after opening again").containsExactly(pane.inEpoch(6));
        assertThat(archive.claim())
                .as("the highest epoch, though its panes are deleted")
                .isEqualTo(7);
    }

    @Test
    void who_claims_it_last_is_the_only_writer() throws IOException {
        List<ArchivedPane> panes = List.of(pane(VIEW, "a", Window.time(0, 10), 1, Content.ALL, "one"));
        try (WindowArchive later = open(directory)) {
            assertThatIllegalStateException().as("unclaimed").isThrownBy(() -> later.append(panes));
            later.claim();
            assertThatExceptionOfType(FencedException.class)
                    .as("append of one that was claimed away")
                    .isThrownBy(() -> archive.append(panes));
            assertThatExceptionOfType(FencedException.class)
                    .as("forgetAfter of one that was claimed away")
                    .isThrownBy(() -> archive.forgetAfter(0));
            later.append(panes);
            assertThat(all(VIEW)).as("who was claimed away may read").containsExactlyElementsOf(panes);
        }
        archive.claim();
        archive.append(panes);
    }

    @Test
    void old_windows_of_event_time_are_deleted_whole_and_oldest_first() throws IOException {
        List<ArchivedPane> panes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (long sequence = 1; sequence <= 3; sequence++) {
                panes.add(pane(VIEW, "a", Window.time(i, i + 10), sequence, Content.NEW, "" + i));
            }
        }
        archive.append(panes);
        assertThat(archive.deleteEndedBefore(9, 100)).as("nothing is so old").isZero();
        assertThat(archive.deleteEndedBefore(15, 4))
                .as("4, and the rest of the window")
                .isEqualTo(6);
        assertThat(texts(ArchiveRange.all(VIEW), null))
                .as("what is left after the oldest are gone")
                .startsWith("2", "2", "2", "3")
                .hasSize(24);

        archive.append(List.of(
                pane(VIEW, "c", Window.count(0, 5), 1, Content.ALL, "counted"),
                pane(VIEW, "g", Window.GLOBAL, 1, Content.ALL, "global"),
                pane(OTHER, "a", Window.time(0, 15), 1, Content.ALL, "other"),
                pane(OTHER, "a", Window.time(0, 16), 1, Content.ALL, "later")));
        assertThat(archive.deleteEndedBefore(15, 100))
                .as("the rest of those that ended up to 15, of both views")
                .isEqualTo(13);
        assertThat(archive.deleteEndedBefore(15, 100))
                .as("when there are no more")
                .isZero();
        assertThat(texts(ArchiveRange.all(OTHER), null)).as("what ended later").containsExactly("later");
        archive.deleteEndedBefore(Long.MAX_VALUE, 100);
        assertThat(texts(ArchiveRange.all(VIEW), null))
                .as("windows that have no end in time")
                .containsExactly("counted", "global");
    }

    @Test
    void an_archive_of_nothing_is_empty() throws IOException {
        archive.append(List.of());
        archive.forgetAfter(0);
        assertThat(archive.views()).isEmpty();
        assertThat(all(VIEW)).isEmpty();
        assertThat(archive.deleteEndedBefore(Long.MAX_VALUE, 10)).isZero();
    }

    @Test
    void a_closed_archive_says_so_whatever_is_called() throws IOException {
        archive.close();
        assertThatIllegalStateException().as("append").isThrownBy(() -> archive.append(batch(0)));
        assertThatIllegalStateException().as("scan").isThrownBy(() -> all(VIEW));
        assertThatIllegalStateException().as("views").isThrownBy(() -> archive.views());
        assertThatIllegalStateException().as("claim").isThrownBy(() -> archive.claim());
        assertThatIllegalStateException().as("delete").isThrownBy(() -> archive.deleteEndedBefore(0, 1));
        archive.close();
    }

    private boolean readUntil(AtomicBoolean done) throws IOException {
        do {
            List<String> seen = texts(ArchiveRange.all(VIEW), null);
            assertThat(seen.stream().distinct().toList())
                    .as("the batches of which panes are seen at once")
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(seen.size()).as("how many panes of a batch are seen").isIn(0, 300);
        } while (!done.get());
        return true;
    }

    /** Panes in the same places, all of which say the same. */
    private static List<ArchivedPane> batch(int content) {
        List<ArchivedPane> panes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            panes.add(pane(VIEW, "key " + i % 3, Window.time(i, i + 1), 1, Content.ALL, "" + content));
        }
        return panes;
    }

    private List<ArchivedPane> all(ArchivedView view) throws IOException {
        return read(ArchiveRange.all(view), null);
    }

    private List<ArchivedPane> read(ArchiveRange range, byte @Nullable [] key) throws IOException {
        List<ArchivedPane> panes = new ArrayList<>();
        archive.scan(range, key, panes::add);
        return panes;
    }

    private List<String> texts(ArchiveRange range, byte @Nullable [] key) throws IOException {
        return read(range, key).stream().map(WindowArchiveContract::text).toList();
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(seeds.seed() + length).nextBytes(bytes);
        return bytes;
    }

    private static ArchivedPane pane(
            ArchivedView view, String key, Window window, long sequence, Content content, String accumulators) {
        return pane(view, bytes(key), window, sequence, content, bytes(accumulators));
    }

    private static ArchivedPane pane(
            ArchivedView view, byte[] key, Window window, long sequence, Content content, byte[] accumulators) {
        return new ArchivedPane(view, key, window, sequence, content, 1, accumulators.length, accumulators);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(ArchivedPane pane) {
        return new String(pane.accumulators(), UTF_8);
    }
}
