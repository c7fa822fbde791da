// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.testkit.Damage;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file of a journal that was closed: what is read is what was kept, in order, and what is missing is said. */
class DamagedJournalTest {
    private static final int RECORDS = 40;
    private static final int FLIPS = 12;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    @TempDir
    private Path directory = Path.of("");

    private final List<String> read = new ArrayList<>();

    @Test
    void damage_is_told_and_never_left_out() throws IOException {
        Path original = directory.resolve("original");
        List<String> all = new ArrayList<>();
        try (Journal journal = Journal.open(original, 1 << 16, warning -> {})) {
            for (int i = 0; i < RECORDS; i++) {
                all.add(i + "x".repeat(700));
                Texts.append(journal, all.get(i));
            }
        }
        Files.delete(original.resolve("journal.lock"));
        Path last =
                Damage.files(original).get(Damage.files(original).size() - 1).getFileName();
        assertThat(Damage.files(original)).hasSizeGreaterThan(3);

        int told = 0;
        for (Damage damage : Damage.of(original, seeds.random(), FLIPS)) {
            Path damaged = directory.resolve("damaged");
            damage.make(original, damaged);
            // Before it is opened, and perhaps cut. Without the mark at the end of the last file it looks like one
            // whose end was not confirmed.
            boolean hasMark = !damage.file().equals(last) || endsAs(original.resolve(last), damaged.resolve(last));
            boolean isTold = isTold(damaged);
            assertThat(read).as(damage.what()).isEqualTo(all.subList(0, read.size()));
            assertThat(isTold || read.size() == RECORDS || !hasMark)
                    .as("%s: %d records of %d, and nothing is said", damage.what(), read.size(), RECORDS)
                    .isTrue();
            told += isTold ? 1 : 0;
            Damage.delete(damaged);
        }
        assertThat(told).isPositive();
    }

    private static boolean endsAs(Path original, Path damaged) throws IOException {
        byte[] mark = new Frame(0, 0, 0, List.of(), List.of()).bytes(0);
        byte[] right = Files.readAllBytes(original);
        byte[] found = Files.exists(damaged) ? Files.readAllBytes(damaged) : new byte[0];
        int from = right.length - mark.length;
        return found.length == right.length && Arrays.equals(right, from, right.length, found, from, right.length);
    }

    private boolean isTold(Path damaged) throws IOException {
        read.clear();
        try (Journal journal = Journal.open(damaged, 1 << 16, warning -> {});
                JournalReader reader = journal.read(0)) {
            while (reader.poll(record -> read.add(Texts.text(record)), 1) > 0) {
                // Until what is damaged.
            }
            return false;
        } catch (CorruptStateException e) {
            assertThat(e).hasMessageContaining(damaged.toString()).hasMessageContaining("at byte");
            return true;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("Bring them back");
            return true;
        }
    }
}
