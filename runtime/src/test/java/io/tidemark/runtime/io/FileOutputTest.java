// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileOutputTest {
    @TempDir
    private Path directory = Path.of("");

    private Path file(String name) {
        return directory.resolve(name);
    }

    private Path fileWith(String text) throws IOException {
        return Files.writeString(file("out.jsonl"), text);
    }

    private static void write(LineOutput output, String... lines) throws IOException {
        for (String line : lines) {
            output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void appending_keeps_what_is_there() throws IOException {
        Path file = fileWith("old\n");
        for (String line : List.of("first", "second")) {
            try (FileOutput output = FileOutput.append(file)) {
                write(output, line);
            }
        }

        assertThat(file).hasContent("old\nfirst\nsecond\n");
    }

    @Test
    void appending_begins_a_new_line_after_one_that_was_cut_short() throws IOException {
        Path file = fileWith("whole\n{\"cut");
        try (FileOutput output = FileOutput.append(file)) {
            write(output, "new");
        }

        assertThat(file).hasContent("whole\n{\"cut\nnew\n");
    }

    @Test
    void each_way_makes_the_file_and_its_directories() throws IOException {
        try (FileOutput append = FileOutput.append(file("a/b/append"));
                FileOutput truncate = FileOutput.truncate(file("c/d/truncate"));
                FileOutput replace = FileOutput.replace(file("e/f/replace"))) {
            write(append, "x");
            write(truncate, "x");
            write(replace, "x");
            replace.complete();
        }

        for (String name : List.of("a/b/append", "c/d/truncate", "e/f/replace")) {
            assertThat(file(name)).hasContent("x\n");
        }
    }

    @Test
    void truncating_forgets_what_was_there_unless_the_job_goes_on_from_a_checkpoint() throws IOException {
        Path file = fileWith("old and long\n");
        try (FileOutput output = FileOutput.truncate(file)) {
            output.flush();
            assertThat(file).isEmptyFile();
            write(output, "new");
        }
        assertThat(file).hasContent("new\n");

        try (FileOutput output = FileOutput.truncate(file)) {
            output.rewind("new\n".length());
            write(output, "more");
        }
        assertThat(file).hasContent("new\nmore\n");

        FileOutput.truncate(file).close();
        assertThat(file).isEmptyFile();
    }

    @Test
    void what_was_written_after_a_position_can_be_taken_back() throws IOException {
        Path file = fileWith("before\n");
        long position;
        try (FileOutput output = FileOutput.append(file)) {
            write(output, "kept");
            position = output.position().getAsLong();
            write(output, "taken back");
            output.flush();
            write(output, "not even flushed");
        }
        try (FileOutput output = FileOutput.append(file)) {
            output.rewind(position);
            write(output, "again");
        }
        assertThat(file).hasContent("before\nkept\nagain\n");
    }

    @Test
    void a_file_that_has_become_shorter_is_not_gone_on_with() throws IOException {
        Path file = fileWith("short\n");
        try (FileOutput output = FileOutput.append(file)) {
            assertThatThrownBy(() -> output.rewind(100))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has 6 bytes, but had 100")
                    .hasMessageContaining("bring the file back");
        }
        assertThat(file).hasContent("short\n");
    }

    @Test
    void held_lines_are_out_when_their_position_is_asked_for() throws IOException {
        Path file = file("out.jsonl");
        try (HeldOutput output = new HeldOutput(FileOutput.append(file))) {
            write(output, "a");
            output.flush();
            assertThat(file).isEmptyFile();
            long position = output.position().getAsLong();
            assertThat(file).hasContent("a\n");
            write(output, "taken back");
            output.rewind(position);
            write(output, "b");
            output.complete();
        }
        assertThat(file).hasContent("a\nb\n");
    }

    @Test
    void a_flush_makes_visible_what_was_written() throws IOException {
        Path file = file("out.jsonl");
        try (FileOutput output = FileOutput.append(file)) {
            write(output, "a");
            output.flush();
            assertThat(file).hasContent("a\n");
        }
    }

    @Test
    void a_replacement_is_seen_when_it_is_complete_and_not_before() throws IOException {
        Path file = fileWith("old\n");
        try (FileOutput output = FileOutput.replace(file)) {
            write(output, "new");
            output.flush();
            assertThat(file).hasContent("old\n");
            output.complete();
            assertThat(file).hasContent("new\n");
        }

        assertThat(file).hasContent("new\n");
        assertThat(files()).containsExactly("out.jsonl");
    }

    @Test
    void a_replacement_that_is_never_complete_leaves_nothing_behind() throws IOException {
        Path file = fileWith("old\n");
        try (FileOutput output = FileOutput.replace(file)) {
            write(output, "half");
            output.flush();
        }

        assertThat(file).hasContent("old\n");
        assertThat(files()).containsExactly("out.jsonl");
    }

    @Test
    void a_replacement_that_cannot_take_its_place_leaves_nothing_behind() throws IOException {
        Path file = file("out.jsonl");
        try (FileOutput output = FileOutput.replace(file)) {
            write(output, "new");
            Files.createDirectories(file.resolve("in the way"));
            assertThatThrownBy(output::complete).isInstanceOf(IOException.class);
        }

        assertThat(files()).containsExactly("out.jsonl");
    }

    @Test
    void a_replacement_after_a_crash_begins_anew() throws IOException {
        Files.writeString(file("out.jsonl.part"), "left by a process that was killed, and long\n");
        try (FileOutput output = FileOutput.replace(file("out.jsonl"))) {
            write(output, "new");
            output.complete();
        }

        assertThat(file("out.jsonl")).hasContent("new\n");
    }

    @Test
    void a_link_stays_one_and_what_it_points_to_is_replaced() throws IOException {
        Path target = fileWith("old\n");
        Path link = Files.createSymbolicLink(file("link.jsonl"), target);
        try (FileOutput output = FileOutput.replace(link)) {
            write(output, "new");
            output.complete();
        }

        assertThat(link).isSymbolicLink().hasContent("new\n");
        assertThat(target).hasContent("new\n");
    }

    @Test
    void closing_again_does_nothing() throws IOException {
        FileOutput appended = FileOutput.append(file("appended"));
        FileOutput replaced = FileOutput.replace(file("replaced"));
        write(appended, "x");
        write(replaced, "x");
        replaced.complete();
        for (int i = 0; i < 2; i++) {
            appended.close();
            replaced.close();
        }

        assertThat(file("appended")).hasContent("x\n");
        assertThat(file("replaced")).hasContent("x\n");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full is Linux's")
    void what_is_no_file_is_written_to_and_stays_what_it_is() throws IOException {
        try (FileOutput output = FileOutput.replace(Path.of("/dev/null"))) {
            write(output, "x");
            output.complete();
        }
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();

        try (FileOutput output = FileOutput.append(Path.of("/dev/null"))) {
            write(output, "x");
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full is Linux's")
    void a_full_disk_is_told() throws IOException {
        FileOutput replaced = FileOutput.replace(Path.of("/dev/full"));
        write(replaced, "x");
        assertThatThrownBy(replaced::complete).isInstanceOf(IOException.class).hasMessageContaining("No space");
        assertThatThrownBy(replaced::close).isInstanceOf(IOException.class).hasMessageContaining("No space");
    }
}
