// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import io.tidemark.pane.Pane;
import io.tidemark.sink.TransactionalSink;
import io.tidemark.source.Positions;
import io.tidemark.testkit.PaneText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What a transactional sink has committed, which outlives the jobs that write to it. */
final class CommittedPanes {
    private final List<String> lines = new ArrayList<>();
    private OptionalLong lastCommitted = OptionalLong.empty();
    private Positions positions = Positions.BEGINNING;

    /** What was committed, in order. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** The checkpoint of the last commit. */
    OptionalLong lastCommitted() {
        return lastCommitted;
    }

    /** The positions of the last commit. */
    Positions positions() {
        return positions;
    }

    /** The sink of one job. */
    Writer writer() {
        return new Writer();
    }

    /** A job's sink: nothing that it has not committed is there, and after its process was killed it can do nothing. */
    final class Writer implements TransactionalSink {
        private final List<String> pending = new ArrayList<>();
        private boolean isKilled;

        /** Whether it has committed everything. */
        boolean isEmpty() {
            return pending.isEmpty();
        }

        void kill() {
            isKilled = true;
        }

        @Override
        public OptionalLong lastCommitted() {
            return lastCommitted;
        }

        @Override
        public void commit(long checkpointId, Positions read) {
            if (!isKilled) {
                positions = read;
                lines.addAll(pending);
                pending.clear();
                lastCommitted = OptionalLong.of(checkpointId);
            }
        }

        @Override
        public void open() {
            // It is open from the start.
        }

        @Override
        public void write(Pane<?> pane) {
            pending.add(PaneText.of(pane) + " at " + pane.watermark());
        }

        @Override
        public void flush() {
            // What is not committed is not visible.
        }

        @Override
        public void close() {
            // There is nothing to let go.
        }
    }
}
