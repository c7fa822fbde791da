// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.source.Positions;
import io.tidemark.source.Source;
import io.tidemark.time.ProcessingClock;
import java.io.IOException;
import java.util.List;

/**
 * Where records come in: a source, the decoding of its records, and the pipeline that they are fed to.
 *
 * @param <E> the element
 */
final class Intake<E> {
    private static final int POLL_LIMIT = 1000;

    private final Source source;
    private final Decoding decoding;
    private final Feed<E> feed;
    private final Pipeline<E> pipeline;
    private final ProcessingClock clock;
    private int declared;

    Intake(Source source, Decoding decoding, Feed<E> feed, Pipeline<E> pipeline, ProcessingClock clock) {
        this.source = source;
        this.decoding = decoding;
        this.feed = feed;
        this.pipeline = pipeline;
        this.clock = clock;
    }

    /** Opens the source where it is to go on, after so many records. */
    void open(Positions positions, long records) throws IOException {
        feed.resume(records);
        source.open(positions);
        declareNew();
    }

    /** Polls the source, and feeds what has been decoded; answers what the source did. */
    int poll() throws IOException {
        return decoding.poll(source, POLL_LIMIT);
    }

    /** Instead of a poll: feeds what was polled before, so that the clock can go on; answers that nothing was polled. */
    int rest() {
        decoding.settle();
        return 0;
    }

    /** Does what is due by processing time, and lets the workers have all that was fed. While records are under way, the time is that at which the last one before them came. */
    void pass() {
        if (decoding.isSettled()) {
            pipeline.advanceProcessingTime(clock.millis());
        }
        pipeline.handOver();
        declareNew();
    }

    /** Partitions that turn up while the job runs hold the watermark too until they yield (rule W3). */
    private void declareNew() {
        List<Integer> partitions = source.partitions();
        if (partitions.size() != declared) {
            partitions.forEach(pipeline::declarePartition);
            declared = partitions.size();
        }
    }

    /** Where the source stands; the pipeline has everything before that. */
    Positions settle() {
        decoding.settle();
        pipeline.handOver();
        return source.positions();
    }

    /** How many records the pipeline has been given. */
    long records() {
        return feed.records();
    }

    /** Gives the pipeline what is under way, and reads no more; the source stays open. */
    void close() {
        try (decoding) {
            decoding.settle();
        }
    }
}
