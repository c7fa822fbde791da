// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import io.tidemark.testkit.Damage;
import io.tidemark.testkit.Seeds;
import io.tidemark.testkit.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int STEPS = 300;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    private Journal open() throws IOException {
        return open(Texts.MEGABYTE);
    }

    private Journal open(long maxBytes) throws IOException {
        return Journal.open(directory.resolve("journal"), maxBytes, warnings::add);
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            return files.filter(file -> SegmentFile.firstOf(file).isPresent())
                    .reduce((a, b) -> {
                        throw new AssertionError("two files");
                    })
                    .orElseThrow();
        }
    }

    @Test
    void what_was_appended_is_read_in_order_from_anywhere_also_after_reopening() throws IOException {
        try (Journal journal = open()) {
            assertThat(Texts.append(journal, "a", "b", "")).isEqualTo(3);
            assertThat(Texts.append(journal, "d")).isEqualTo(4);
            assertThat(Texts.from(journal, 0)).containsExactly("a", "b", "", "d");
        }
        try (Journal journal = open()) {
            Texts.append(journal, "e");
            assertThat(Texts.from(journal, 1)).containsExactly("b", "", "d", "e");
            assertThat(Texts.from(journal, 5)).isEmpty();
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_record_has_the_time_and_the_headers_of_its_request() throws IOException {
        try (Journal journal = open()) {
            journal.append(
                    List.of(Texts.bytes("a")), List.of(new RecordHeader("ce_type", Texts.bytes("größer"))), 1_700);
        }
        List<SourceRecord> records = new ArrayList<>();
        try (Journal journal = open();
                JournalReader reader = journal.read(0)) {
            reader.poll(records::add, 9);
        }
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.arrivalTime()).isEqualTo(1_700);
            assertThat(record.timestamp()).isEqualTo(1_700);
            assertThat(record.headers()).singleElement().satisfies(header -> {
                assertThat(header.name()).isEqualTo("ce_type");
                assertThat(header.value()).isEqualTo(Texts.bytes("größer"));
            });
        });
    }

    /** Appends, crashes, restarts and trimming, against a list. A crash is a copy of the directory, to whose last file a part of a write is added. */
    @Test
    void it_behaves_as_a_list_whatever_happens() throws IOException {
        List<String> model = new ArrayList<>();
        long oldest = 0;
        Journal journal = open(1 << 14);
        JournalReader reader = journal.read(0);
        long read = 0;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    oldest = Math.max(oldest, read);
                    journal.trim(oldest);
                    assertThat(journal.begin()).as("step %d", step).isLessThanOrEqualTo(oldest);
                }
                case 1 -> {
                    reader.close();
                    journal = random.nextBoolean() ? reopened(journal) : crashed(journal);
                    assertThat(journal.end()).as("step %d", step).isEqualTo(model.size());
                    assertThat(Texts.from(journal, journal.begin()))
                            .as("step %d", step)
                            .isEqualTo(model.subList((int) journal.begin(), model.size()));
                    reader = journal.read(read);
                }
                case 2, 3 -> {
                    assertThat(Texts.rest(reader))
                            .as("step %d", step)
                            .isEqualTo(model.subList((int) read, model.size()));
                    read = model.size();
                }
                default -> append(journal, model);
            }
        }
        reader.close();
        journal.close();
        assertThat(journal.begin()).as("so that trimming was tested").isPositive();
    }

    private void append(Journal journal, List<String> model) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            texts.add(model.size() + "." + i + "x".repeat(random.nextInt(200)));
        }
        try {
            Texts.append(journal, texts);
            model.addAll(texts);
        } catch (JournalFullException e) {
            assertThat(journal.end()).isEqualTo(model.size());
        }
    }

    private Journal reopened(Journal journal) throws IOException {
        journal.close();
        return open(1 << 14);
    }

    private Journal crashed(Journal journal) throws IOException {
        Path original = directory.resolve("journal");
        Path copy = directory.resolve("copy");
        for (Path file : Damage.files(original)) {
            Files.createDirectories(copy);
            Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        journal.close();
        Damage.delete(original);
        Files.move(copy, original);
        Path last = Damage.files(original).stream()
                .filter(file -> SegmentFile.firstOf(file).isPresent())
                .reduce((a, b) -> b)
                .orElseThrow();
        byte[] whole = new Frame(journal.end(), journal.end(), 0, List.of(), List.of(Texts.bytes("never confirmed")))
                .bytes(random.nextLong());
        byte[] part = new byte[random.nextInt(whole.length)];
        System.arraycopy(whole, 0, part, 0, part.length);
        Files.write(last, part, StandardOpenOption.APPEND);
        return open(1 << 14);
    }

    @Test
    void the_rest_of_a_write_that_was_not_confirmed_is_cut_off_and_said() throws IOException {
        try (Journal journal = open()) {
            Texts.append(journal, "a");
        }
        Files.write(only(), new byte[1000], StandardOpenOption.APPEND);
        try (Journal journal = open()) {
            assertThat(Texts.from(journal, 0)).containsExactly("a");
            Texts.append(journal, "b");
        }
        assertThat(warnings).singleElement().asString().contains("1000 bytes", only().toString(), "cut off");
        try (Journal journal = open()) {
            assertThat(Texts.from(journal, 0)).containsExactly("a", "b");
        }
    }

    @Test
    void a_file_whose_making_a_crash_interrupted_is_made_again() throws IOException {
        try (Journal journal = open()) {
            Texts.append(journal, "a", "b");
        }
        Files.write(SegmentFile.path(directory.resolve("journal"), 2), new byte[11]);
        try (Journal journal = open()) {
            Texts.append(journal, "c");
            assertThat(Texts.from(journal, 0)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void a_full_journal_refuses_until_it_is_trimmed() throws IOException {
        String text = "x".repeat(1000);
        try (Journal journal = open(1 << 16)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            Texts.append(journal, text);
                        }
                    })
                    .isInstanceOf(JournalFullException.class);
            long end = journal.end();
            assertThat(end).isBetween(58L, 64L);
            assertThat(size()).isLessThanOrEqualTo(1 << 16);

            journal.trim(end);

            Texts.append(journal, text);
            assertThat(journal.end()).isEqualTo(end + 1);
            assertThat(Texts.from(journal, end)).containsExactly(text);
        }
    }

    private long size() throws IOException {
        long size = 0;
        for (Path file : Damage.files(directory)) {
            size += Files.size(file);
        }
        return size;
    }

    @Test
    void a_request_that_would_fill_a_quarter_of_it_is_a_mistake_of_the_caller() throws IOException {
        try (Journal journal = open(1 << 16)) {
            assertThatThrownBy(() -> Texts.append(journal, "x".repeat(1 << 14)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(journal.end()).isZero();
        }
    }

    @Test
    void only_what_is_in_files_before_a_position_is_trimmed() throws IOException {
        try (Journal journal = open(1 << 16)) {
            for (int i = 0; i < 30; i++) {
                Texts.append(journal, "x".repeat(1000));
            }
            journal.trim(20);

            assertThat(journal.begin()).isBetween(10L, 20L);
            assertThat(Texts.from(journal, 20)).hasSize(10);
            assertThatIOException()
                    .isThrownBy(() -> journal.read(journal.begin() - 1))
                    .withMessageContaining("move the checkpoints away");
            assertThatIOException().isThrownBy(() -> journal.read(31)).withMessageContaining("another job");
        }
    }

    @Test
    void two_do_not_have_one_directory() throws IOException {
        try (Journal journal = open()) {
            assertThatIOException().isThrownBy(this::open).withMessageContaining("stop that first");
            Texts.append(journal, "a");
        }
        open().close();
    }

    @Test
    void a_disk_that_is_full_refuses_and_nothing_is_lost() throws Exception {
        Path root = Files.createDirectory(directory.resolve("journal"));
        try (SmallDisk disk = SmallDisk.mount(root, 4)) {
            List<String> model = new ArrayList<>();
            try (Journal journal = open(64 << 20)) {
                assertThatThrownBy(() -> {
                            while (true) {
                                String text = model.size() + "x".repeat(random.nextInt(20_000));
                                Texts.append(journal, text);
                                model.add(text);
                            }
                        })
                        .isInstanceOf(JournalFullException.class)
                        .hasMessageContaining("disk");
                disk.makeRoom();
                Texts.append(journal, "after");
                model.add("after");
                assertThat(Texts.from(journal, 0)).isEqualTo(model);
            }
            try (Journal journal = open(64 << 20)) {
                assertThat(Texts.from(journal, 0)).isEqualTo(model);
            }
            assertThat(warnings).isEmpty();
        }
    }
}
