// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that take records under load are killed (SIGKILL), one after the other in one directory: what was confirmed comes exactly once, in the order of each sender, and of a request that was not confirmed all or nothing.
 *
 * <p>{@code -Dtidemark.kills=N} kills N times.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS) // Each wait in it has an end of its own.
class KilledIngestTest {
    private static final int KILLS = Integer.getInteger("tidemark.kills", 6);
    private static final Pattern ID = Pattern.compile("\"error\":\"\\{\\\\\"id\\\\\":\\\\\"(\\d+-\\d+)-(\\d+)\\\\\"");

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void what_was_confirmed_is_read_exactly_once_and_in_order() throws Exception {
        Map<String, Long> confirmed = new HashMap<>();
        for (int life = 0; life < KILLS; life++) {
            confirmed.putAll(killed(life));
        }
        KillableIngest.drain(directory);

        Map<String, Long> read = read();
        assertThat(confirmed).as("senders, so that the test can fail").hasSizeGreaterThan(KillableIngest.THREADS);
        confirmed.forEach((sender, number) -> assertThat(read.getOrDefault(sender, 0L))
                .as("records of sender %s, of which %d were confirmed", sender, number)
                .isGreaterThanOrEqualTo(number)
                .isLessThanOrEqualTo(number + 2 * KillableIngest.EVENTS));
        read.forEach((sender, number) -> assertThat(isWhole(number))
                .as("sender %s has all of its last request or nothing: %d", sender, number)
                .isTrue());
        assertThat(Files.exists(SegmentFile.path(directory.resolve("journal"), 0)))
                .as("the first file, after checkpoints")
                .isFalse();
    }

    /** Requests have one, two, or three events, as the number of the first says. */
    private static boolean isWhole(long number) {
        long at = 0;
        while (at < number) {
            at += 1 + at % KillableIngest.EVENTS;
        }
        return at == number;
    }

    /** Runs a process for a while, and kills it; what it said that it had confirmed, by sender. */
    private Map<String, Long> killed(int life) throws IOException, InterruptedException {
        Path out = directory.resolve("out" + life);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillableIngest.class.getName(),
                        directory.toString(),
                        Integer.toString(life))
                .redirectError(directory.resolve("err").toFile())
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(1_000 + random.nextInt(2_000), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        assertThat(ended)
                .as("whether it ended by itself; it said: %s", Files.readString(directory.resolve("err")))
                .isFalse();
        Map<String, Long> confirmed = new HashMap<>();
        for (String line : Files.readAllLines(out)) {
            String[] parts = line.split(" ", -1);
            // The last line may have been cut off.
            if (parts.length == 2 && parts[0].matches("\\d+-\\d+") && parts[1].matches("\\d+")) {
                confirmed.merge(parts[0], Long.parseLong(parts[1]), Math::max);
            }
        }
        return confirmed;
    }

    /** How many records of each sender were read, without a gap and none twice. */
    private Map<String, Long> read() throws IOException {
        Map<String, Long> next = new HashMap<>();
        for (String line : Files.readAllLines(directory.resolve("records.jsonl"))) {
            Matcher id = ID.matcher(line);
            assertThat(id.find()).as(line).isTrue();
            assertThat(Long.parseLong(id.group(2)))
                    .as("the record of sender %s after %d others", id.group(1), next.getOrDefault(id.group(1), 0L))
                    .isEqualTo(next.getOrDefault(id.group(1), 0L));
            next.merge(id.group(1), 1L, Long::sum);
        }
        return next;
    }
}
