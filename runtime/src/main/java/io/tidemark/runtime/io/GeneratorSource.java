// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.runtime.config.GeneratorConfig;
import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import io.tidemark.time.ProcessingClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Yields a {@link FeedbackStream}, the same one in the same order for the same seed.
 *
 * <p>Positions are honoured by making everything again and leaving out what was yielded before. What is paced goes on from there at its rate.
 */
public final class GeneratorSource implements Source {
    private final GeneratorConfig config;
    private final ProcessingClock clock;
    private final FeedbackStream stream;
    private final long[] offsets;
    private Positions start = Positions.BEGINNING;
    private long opened;
    /** The event time that is due when the source is opened. */
    private long due;

    /** A source as {@code config} says; {@code clock} paces it, if it is paced. */
    public GeneratorSource(GeneratorConfig config, ProcessingClock clock) {
        this.config = config;
        this.clock = clock;
        stream = new FeedbackStream(config);
        offsets = new long[config.partitions()];
        due = config.start() + config.backlog();
    }

    @Override
    public void open(Positions positions) {
        start = positions;
        opened = clock.millis();
    }

    @Override
    public List<Integer> partitions() {
        return IntStream.range(0, config.partitions()).boxed().toList();
    }

    @Override
    public int poll(RecordHandler handler, int limit) {
        int polled = 0;
        while (polled < limit) {
            @Nullable FeedbackEvent event = stream.peek();
            if (event == null) {
                return polled == 0 ? EXHAUSTED : polled;
            }
            long offset = offsets[event.partition()];
            boolean isYielded = offset < start.get(event.partition(), 0);
            if (isYielded) {
                due = Math.max(due, event.emission());
            } else if (!isDue(event)) {
                return polled;
            }
            stream.next();
            offsets[event.partition()]++;
            if (!isYielded) {
                handler.record(SourceRecord.of(event.partition(), offset, event.json()));
                polled++;
            }
        }
        return polled;
    }

    @Override
    public Positions positions() {
        Map<Integer, Long> next = new HashMap<>();
        for (int partition = 0; partition < offsets.length; partition++) {
            next.put(partition, Math.max(offsets[partition], start.get(partition, 0)));
        }
        return new Positions(next);
    }

    @Override
    public void close() {
        // It holds nothing but memory.
    }

    private boolean isDue(FeedbackEvent event) {
        return !config.paced() || event.emission() - due <= clock.millis() - opened;
    }
}
