// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.pane.Pane;
import io.tidemark.sink.TransactionalSink;
import io.tidemark.source.Positions;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Random;

/** A sink in a process that dies right before or right after some of its commits. */
final class MortalSink implements TransactionalSink {
    private final TransactionalSink sink;
    private final Random random;
    private final int oneIn;

    /** Before or after one in {@code oneIn} commits; never when that is 0. */
    MortalSink(TransactionalSink sink, Random random, int oneIn) {
        this.sink = sink;
        this.random = random;
        this.oneIn = oneIn;
    }

    /** The process is dead. */
    static final class Death extends IOException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public void open() throws IOException {
        sink.open();
    }

    @Override
    public OptionalLong lastCommitted() throws IOException {
        return sink.lastCommitted();
    }

    @Override
    public void write(Pane<?> pane) throws IOException {
        sink.write(pane);
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void commit(long checkpointId, Positions positions) throws IOException {
        boolean dies = oneIn > 0 && random.nextInt(oneIn) == 0;
        if (!dies || random.nextBoolean()) {
            sink.commit(checkpointId, positions);
        }
        if (dies) {
            throw new Death();
        }
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
