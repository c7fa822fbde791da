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
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Yields {@link FeedbackEvents}, some late and some twice, the same ones in the same order for the same seed.
 *
 * <p>Positions are honoured by making everything again and leaving out what was yielded before.
 */
public final class GeneratorSource implements Source {
    private final GeneratorConfig config;
    private final ProcessingClock clock;
    private final FeedbackEvents events;
    private final SplittableRandom random;
    private final PriorityQueue<FeedbackEvent> waiting = new PriorityQueue<>(FeedbackEvent.BY_EMISSION);
    private final long[] offsets;
    private Positions start = Positions.BEGINNING;
    private long made;
    private long lastTimestamp = Long.MIN_VALUE;
    private long opened;

    /** A source as {@code config} says; {@code clock} paces it, if it is paced. */
    public GeneratorSource(GeneratorConfig config, ProcessingClock clock) {
        this.config = config;
        this.clock = clock;
        events = new FeedbackEvents(config);
        random = new SplittableRandom(~config.seed());
        offsets = new long[config.partitions()];
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
            @Nullable FeedbackEvent event = next();
            if (event == null) {
                return polled == 0 && isExhausted() ? EXHAUSTED : polled;
            }
            long offset = offsets[event.partition()]++;
            if (offset >= start.get(event.partition(), 0)) {
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
        waiting.clear();
    }

    /** The next event in order of emission: enough is made that none made later can come before it. */
    private @Nullable FeedbackEvent next() {
        while (!allMade() && (waiting.isEmpty() || waiting.element().emission() >= lastTimestamp)) {
            make();
        }
        @Nullable FeedbackEvent first = waiting.peek();
        return first == null || !isDue(first) ? null : waiting.poll();
    }

    private void make() {
        FeedbackEvent event = events.next(made * 2);
        made++;
        lastTimestamp = event.timestamp();
        waiting.add(event);
        if (random.nextDouble() < config.duplicateShare()) {
            waiting.add(event.again(random.nextLong(config.maxDelay() + 1)));
        }
    }

    private boolean allMade() {
        return config.count().isPresent() && made >= config.count().getAsLong();
    }

    private boolean isExhausted() {
        return allMade() && waiting.isEmpty();
    }

    private boolean isDue(FeedbackEvent event) {
        return !config.paced() || event.emission() - config.start() <= clock.millis() - opened;
    }
}
