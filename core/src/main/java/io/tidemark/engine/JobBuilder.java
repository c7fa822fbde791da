// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.archive.WindowArchive;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.LateSink;
import io.tidemark.sink.Sink;
import io.tidemark.sink.TransactionalSink;
import io.tidemark.source.Decoder;
import io.tidemark.source.Source;
import io.tidemark.source.Trimmable;
import io.tidemark.state.StateBackend;
import io.tidemark.time.Durations;
import io.tidemark.time.ProcessingClock;
import io.tidemark.view.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Job}.
 *
 * @param <E> the element
 */
public final class JobBuilder<E> {
    private final Source source;
    private final Decoder<E> decoder;
    private final List<View<E, ?>> views = new ArrayList<>();
    private final List<Sink> sinks = new ArrayList<>();
    private final List<LateSink> late = new ArrayList<>();
    private final List<DeadLetterSink> deadLetters = new ArrayList<>();
    private int parallelism = 1;
    private int decoderThreads;
    private Supplier<? extends Decoder<E>> decoders;
    private boolean drain = true;
    private @Nullable CheckpointLog log;
    private String name = "";
    private Executor checkpointThread = Runnable::run;
    private long checkpointInterval = Long.MAX_VALUE;
    private @Nullable JobArchive archive;
    private @Nullable StateBackend warm;
    private @Nullable Duration stateTtl;
    private HotBudget budget = HotBudget.unlimited();
    private Consumer<String> warnings = warning -> {};

    JobBuilder(Source source, Decoder<E> decoder) {
        this.source = source;
        this.decoder = decoder;
        decoders = () -> decoder;
    }

    /** Adds a view. */
    public JobBuilder<E> view(View<E, ?> view) {
        views.add(view);
        return this;
    }

    /** Adds a sink; every sink gets every pane. */
    public JobBuilder<E> sink(Sink sink) {
        sinks.add(sink);
        return this;
    }

    /** Adds an output of late elements. */
    public JobBuilder<E> lateSink(LateSink sink) {
        late.add(sink);
        return this;
    }

    /** Adds an output of dead letters. */
    public JobBuilder<E> deadLetterSink(DeadLetterSink sink) {
        deadLetters.add(sink);
        return this;
    }

    /** How many workers; with 1, the default, everything happens on the thread that calls {@link Job#doWork}. */
    public JobBuilder<E> parallelism(int workers) {
        parallelism = workers;
        return this;
    }

    /**
     * Decodes on threads of their own, while other records are read and aggregated; by default, and with 0 threads, the one that calls {@link Job#doWork} does it. Panes are the same. Worth it where decoding is most of the work,
     * as it is with JSON.
     *
     * @param decoders makes decoders like the job's own, several for each thread
     * @throws IllegalArgumentException for a negative number
     */
    public JobBuilder<E> decodeOn(int threads, Supplier<? extends Decoder<E>> decoders) {
        if (threads < 0) {
            throw new IllegalArgumentException("a job cannot decode on " + threads + " threads; 0 is the job's own");
        }
        decoderThreads = threads;
        this.decoders = decoders;
        return this;
    }

    /** Whether the end of a bounded source fires every window (rule W8); it does by default. */
    public JobBuilder<E> drain(boolean drain) {
        this.drain = drain;
        return this;
    }

    /**
     * Takes checkpoints, and goes on from the last one that was committed: what a transactional sink has, if there is one among the sinks, or the newest in the log.
     *
     * @param log where they are kept; it is the job's alone
     * @param name of the job, for people who look at the checkpoints
     * @param interval of processing time between two of them
     */
    public JobBuilder<E> checkpoints(CheckpointLog log, String name, Duration interval) {
        this.log = log;
        this.name = name;
        checkpointInterval = Durations.positiveMillis("interval", interval);
        return this;
    }

    /**
     * Archives what finished windows hold, and deletes it when it is too old. Without checkpoints, a job that starts again writes the same panes once more.
     *
     * @param archive the job's own; it claims it, and does not close it
     * @param retention for how long, in event time, a window is kept after its end
     */
    public JobBuilder<E> archive(WindowArchive archive, Duration retention) {
        return archive(archive, Durations.positiveMillis("retention", retention));
    }

    /** As {@link #archive(WindowArchive, Duration)}, and keeps everything. */
    public JobBuilder<E> archive(WindowArchive archive) {
        return archive(archive, Long.MAX_VALUE);
    }

    private JobBuilder<E> archive(WindowArchive archive, long retention) {
        this.archive = new JobArchive(archive, retention, warning -> warnings.accept(warning));
        return this;
    }

    /**
     * Writes the checkpoints that are due on {@code executor}, while the job goes on; by default the job waits. It waits in any case where a transactional sink is the commit point, and for what
     * {@link Job#checkpoint} and {@link Job#close} do.
     *
     * @param executor does one thing at a time, and is there until the job is closed
     */
    public JobBuilder<E> checkpointsOn(Executor executor) {
        checkpointThread = executor;
        return this;
    }

    /**
     * Keeps state that is too much for the heap in a state backend, and restarts sooner: what is there need not be read from the checkpoint. For jobs that take checkpoints.
     *
     * @param backend is the job's alone, and open until after the job is closed
     */
    public JobBuilder<E> warm(StateBackend backend) {
        warm = backend;
        return this;
    }

    /** Forgets the state of keys that no watermark ends and that have not changed for so long; see {@link PipelineBuilder#stateTtl}. Only with a warm tier. */
    public JobBuilder<E> stateTtl(Duration ttl) {
        stateTtl = ttl;
        return this;
    }

    /** How much state may be on the heap; without limit by default. */
    public JobBuilder<E> hot(HotBudget budget) {
        this.budget = budget;
        return this;
    }

    /** Takes what somebody should know although work goes on, in plain words, from any thread; nobody by default. */
    public JobBuilder<E> warnings(Consumer<String> warnings) {
        this.warnings = warnings;
        return this;
    }

    /**
     * The job, not yet open.
     *
     * @throws IllegalArgumentException when the job has two transactional sinks: only one can be the commit point; or has one and takes no checkpoints, so that nothing would ever be committed; or takes
     *     checkpoints or has an archive, and has an aggregate without a codec; or has a warm tier and takes no checkpoints
     *
     * @param clock processing time, for example {@code System::currentTimeMillis}
     */
    public Job<E> build(ProcessingClock clock) {
        requireOneCommitPoint(
                sinks.stream().filter(TransactionalSink.class::isInstance).count());
        JobOutputs outputs = new JobOutputs(sinks, late, deadLetters);
        PipelineBuilder<E> pipeline = Pipeline.of(views)
                .parallelism(parallelism)
                .saved(log != null)
                .hot(budget)
                .panes(outputs::pane)
                .late(outputs::late)
                .deadLetters(outputs::deadLetter);
        if (archive != null) {
            pipeline.archive(archive::add);
        }
        if (warm != null) {
            pipeline.warm(warm);
        }
        if (stateTtl != null) {
            pipeline.stateTtl(stateTtl);
        }
        Pipeline<E> built = pipeline.build();
        Feed<E> feed = new Feed<>(built);
        Intake<E> intake = new Intake<>(source, decoding(feed, clock), feed, built, clock);
        CheckpointCycle<E> checkpoints = log == null
                ? null
                : new CheckpointCycle<>(
                        new JobCheckpoints(log, name, warnings, checkpointThread),
                        checkpointInterval,
                        intake,
                        built,
                        outputs,
                        archive,
                        source instanceof Trimmable trimmable ? trimmable : null,
                        clock);
        return new Job<>(source, intake, built, outputs, clock, drain, checkpoints, archive, warnings);
    }

    private Decoding decoding(Feed<E> feed, ProcessingClock clock) {
        return decoderThreads == 0
                ? new InlineDecoding(decoder, feed, clock)
                : new ThreadedDecoding<>(decoderThreads, decoders, feed, clock);
    }

    private void requireOneCommitPoint(long transactional) {
        if (transactional > 1) {
            throw new IllegalArgumentException("a job has at most one transactional sink, for its commit is the commit"
                    + " point; let the others be idempotent");
        }
        if (transactional == 1 && log == null) {
            throw new IllegalArgumentException("a transactional sink commits at checkpoints, and the job takes none, so"
                    + " nothing would ever be visible: turn checkpoints on, or let the sink write at least once");
        }
    }
}
