// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.checkpoint.FencedException;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneId;
import io.tidemark.sink.TransactionalSink;
import io.tidemark.source.Positions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A transactional sink to a list, that can be told to make one mistake. */
final class ToyTransactionalSink implements TransactionalSink {
    /** What it can be told to do wrong. */
    enum Mistake {
        NONE,
        FLUSH_COMMITS,
        COMMITS_NOTHING,
        COMMITS_AGAIN,
        NO_ID_WITHOUT_PANES,
        ID_ONLY_IN_MEMORY,
        HIGHEST_ID,
        LOSES_POSITIONS,
        TAKES_OVER_UNCOMMITTED,
        ZOMBIE_COMMITS,
        ZOMBIE_IS_SILENT,
        ZOMBIE_SAYS_SO_ONCE,
        CLOSE_COMMITS,
        REVERSES,
        STICKS_TO_ITS_THREAD,
        SWALLOWS_FAILURES,
        CLOSES_ONCE
    }

    /** What outlives the sinks. */
    static final class Destination {
        final List<PaneId<String>> committed = new ArrayList<>();
        private final List<PaneId<String>> pending = new ArrayList<>();
        private OptionalLong id = OptionalLong.empty();
        Optional<Positions> positions = Optional.empty();
        private int epoch;
    }

    private final Destination destination;
    private final boolean fails;
    private final Mistake mistake;
    private final Thread thread = Thread.currentThread();
    private OptionalLong id = OptionalLong.empty();
    private int epoch;
    private boolean saidSo;
    private boolean closed;

    ToyTransactionalSink(Destination destination, boolean fails, Mistake mistake) {
        this.destination = destination;
        this.fails = fails;
        this.mistake = mistake;
    }

    @Override
    public void open() {
        epoch = ++destination.epoch;
        if (mistake != Mistake.TAKES_OVER_UNCOMMITTED) {
            destination.pending.clear();
        }
    }

    @Override
    public OptionalLong lastCommitted() {
        return mistake == Mistake.ID_ONLY_IN_MEMORY ? id : destination.id;
    }

    @Override
    public void write(Pane<?> pane) {
        if (mistake == Mistake.STICKS_TO_ITS_THREAD && thread != Thread.currentThread()) {
            throw new AssertionError("another thread");
        }
        if (epoch == destination.epoch) {
            destination.pending.add(new PaneId<>(
                    pane.view(), (String) pane.key(), pane.window(), pane.info().index(), pane.retraction()));
        }
    }

    @Override
    public void flush() {
        if (mistake == Mistake.FLUSH_COMMITS) {
            publish();
        }
    }

    @Override
    public void commit(long checkpointId, Positions positions) throws IOException {
        if (fails && mistake != Mistake.SWALLOWS_FAILURES) {
            throw new IOException("the toy's destination is full");
        }
        if (isShutOut()) {
            return;
        }
        id = OptionalLong.of(checkpointId);
        boolean keepsId = mistake != Mistake.NO_ID_WITHOUT_PANES || !destination.pending.isEmpty();
        if (keepsId && (mistake != Mistake.HIGHEST_ID || checkpointId > destination.id.orElse(0))) {
            destination.id = id;
        }
        if (mistake != Mistake.LOSES_POSITIONS || destination.positions.isEmpty()) {
            destination.positions = Optional.of(positions);
        }
        if (mistake != Mistake.COMMITS_NOTHING) {
            publish();
        }
    }

    private boolean isShutOut() throws FencedException {
        boolean isNewest = epoch == destination.epoch || mistake == Mistake.ZOMBIE_COMMITS;
        if (!isNewest && mistake != Mistake.ZOMBIE_IS_SILENT && !(mistake == Mistake.ZOMBIE_SAYS_SO_ONCE && saidSo)) {
            saidSo = true;
            throw new FencedException("another one was opened");
        }
        return !isNewest;
    }

    private void publish() {
        if (mistake == Mistake.REVERSES) {
            Collections.reverse(destination.pending);
        }
        destination.committed.addAll(destination.pending);
        if (mistake != Mistake.COMMITS_AGAIN) {
            destination.pending.clear();
        }
    }

    @Override
    public void close() throws IOException {
        if (closed && mistake == Mistake.CLOSES_ONCE) {
            throw new IOException("closed already");
        }
        closed = true;
        if (mistake == Mistake.CLOSE_COMMITS) {
            publish();
        }
    }
}
