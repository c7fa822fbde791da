// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.element.InvalidReason;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.pane.Pane;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.Sink;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import io.tidemark.testkit.PaneText;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever decodes, the pipeline is fed the same in the same order. */
class DecodingTest {
    private static final int RECORDS = 3000;
    private static final int SHORT_POLL = 7;
    private static final int LONG_POLL = 200;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();
    private final List<String> lines = lines(random);
    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    private static List<String> lines(Random random) {
        List<String> lines = Calls.lines(random, RECORDS);
        for (int i = 0; i < RECORDS / 50; i++) {
            lines.set(random.nextInt(RECORDS), "broken");
        }
        return lines;
    }

    private void decode(SourceRecord record, ElementCollector<Calls.Call> out) {
        threads.add(Thread.currentThread().getName());
        byte[] value = Objects.requireNonNull(record.value());
        if (new String(value, StandardCharsets.UTF_8).equals("broken")) {
            out.invalid(InvalidReason.UNDECODABLE, "broken");
        } else {
            Calls.decode(record, out);
        }
    }

    @Test
    void panes_and_the_order_of_dead_letters_are_the_same_on_whatever_threads_records_are_decoded() throws IOException {
        Outputs inline = run(0);
        assertThat(threads).containsExactly(Thread.currentThread().getName());
        assertThat(inline.panes).hasSizeGreaterThan(500);
        assertThat(inline.letters).hasSizeGreaterThan(20);
        for (int count = 1; count <= 3; count++) {
            threads.clear();
            Outputs threaded = run(count);
            assertThat(threads).as("who decodes").anyMatch(name -> name.startsWith("tidemark-decoder"));
            assertThat(threaded.panes)
                    .as("panes with %d threads", count)
                    .containsExactlyInAnyOrderElementsOf(inline.panes);
            assertThat(threaded.letters).as("letters with %d threads", count).isEqualTo(inline.letters);
        }
    }

    @ParameterizedTest(name = "at most {0} records in a poll")
    @ValueSource(ints = {SHORT_POLL, LONG_POLL})
    void a_decoder_that_breaks_its_law_and_throws_ends_the_job(int poll) {
        AtomicLong calls = new AtomicLong();
        try (Job<Calls.Call> job = job(new Outputs(), 1, poll, (record, out) -> {
            if (calls.incrementAndGet() == RECORDS / 2) {
                throw new IllegalArgumentException("a bug");
            }
            decode(record, out);
        })) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> finish(job))
                    .withMessageContaining("a decoder failed")
                    .withMessageContaining("a bug");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void fewer_threads_than_none_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> job(new Outputs(), -1, LONG_POLL, this::decode))
                .withMessage("a job cannot decode on -1 threads; 0 is the job's own");
    }

    private Outputs run(int count) throws IOException {
        Outputs outputs = new Outputs();
        try (Job<Calls.Call> job = job(outputs, count, LONG_POLL, this::decode)) {
            finish(job);
            assertThat(job.records()).isEqualTo(RECORDS);
        }
        return outputs;
    }

    private Job<Calls.Call> job(Outputs outputs, int count, int poll, Decoder<Calls.Call> decoder) {
        JobBuilder<Calls.Call> builder = Job.reading(new ScriptedSource(lines, random, poll), decoder)
                .sink(outputs)
                .deadLetterSink(outputs)
                .decodeOn(count, () -> decoder);
        Calls.views().forEach(builder::view);
        return builder.build(() -> 0);
    }

    private static void finish(Job<Calls.Call> job) throws IOException {
        job.open();
        int answer = 0;
        while (answer != Job.FINISHED) {
            answer = job.doWork();
        }
    }

    /** Keeps all as text, in order. */
    private static final class Outputs implements Sink, DeadLetterSink {
        private final List<String> panes = new ArrayList<>();
        private final List<String> letters = new ArrayList<>();

        @Override
        public void open() {
            // There is nothing to open.
        }

        @Override
        public void write(Pane<?> pane) {
            panes.add(PaneText.of(pane));
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            letters.add(letter.offset() + " " + letter.reason() + " " + letter.error());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // There is nothing to let go.
        }
    }
}
