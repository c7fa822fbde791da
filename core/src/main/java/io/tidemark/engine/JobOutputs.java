// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.pane.Pane;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.LateElement;
import io.tidemark.sink.LateSink;
import io.tidemark.sink.Sink;
import io.tidemark.sink.TransactionalSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sinks of a job. A failing one fails the job: the exception comes out of the pipeline. */
final class JobOutputs implements AutoCloseable {
    private final List<Sink> sinks;
    private final List<LateSink> late;
    private final List<DeadLetterSink> deadLetters;

    JobOutputs(List<Sink> sinks, List<LateSink> late, List<DeadLetterSink> deadLetters) {
        this.sinks = List.copyOf(sinks);
        this.late = List.copyOf(late);
        this.deadLetters = List.copyOf(deadLetters);
    }

    /** Something a sink does. */
    @FunctionalInterface
    private interface Action<S> {
        void on(S sink) throws IOException;
    }

    void open() throws IOException {
        for (Sink sink : sinks) {
            sink.open();
        }
    }

    /** Where those that can go back stand, and {@code archive}. */
    OutputPositions positions(@Nullable JobArchive archive) {
        List<Object> all = new ArrayList<>(sinks);
        all.addAll(late);
        all.addAll(deadLetters);
        if (archive != null) {
            all.add(archive);
        }
        return new OutputPositions(all);
    }

    /** The sink whose commit makes a checkpoint final, if there is one. */
    Optional<TransactionalSink> commitPoint() {
        return sinks.stream()
                .filter(TransactionalSink.class::isInstance)
                .map(TransactionalSink.class::cast)
                .findFirst();
    }

    void pane(Pane<?> pane) {
        each(sinks, sink -> sink.write(pane));
    }

    void late(LateElement element) {
        each(late, sink -> sink.late(element));
    }

    void deadLetter(DeadLetter letter) {
        each(deadLetters, sink -> sink.deadLetter(letter));
    }

    void flush() throws IOException {
        for (Sink sink : sinks) {
            sink.flush();
        }
        for (LateSink sink : late) {
            sink.flush();
        }
        for (DeadLetterSink sink : deadLetters) {
            sink.flush();
        }
    }

    /** Closes all of them, also when one fails; the first failure is thrown, with the others attached. */
    @Override
    public void close() throws IOException {
        List<IOException> failures = new ArrayList<>();
        sinks.forEach(sink -> attempt(sink::close, failures));
        late.forEach(sink -> attempt(sink::close, failures));
        deadLetters.forEach(sink -> attempt(sink::close, failures));
        if (!failures.isEmpty()) {
            IOException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }

    private static void attempt(Attempt attempt, List<IOException> failures) {
        try {
            attempt.run();
        } catch (IOException e) {
            failures.add(e);
        }
    }

    private static <S> void each(List<S> sinks, Action<S> action) {
        for (int i = 0; i < sinks.size(); i++) {
            try {
                action.on(sinks.get(i));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
