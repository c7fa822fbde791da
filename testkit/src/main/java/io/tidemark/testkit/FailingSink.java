// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.pane.Pane;
import io.tidemark.sink.Sink;
import java.io.IOException;

/** A sink whose calls fail at random, also after they have done their work. Closing never fails. */
public final class FailingSink implements Sink {
    private final Sink sink;
    private final Faults faults;

    /** Makes calls of {@code sink} fail. */
    public FailingSink(Sink sink, Faults faults) {
        this.sink = sink;
        this.faults = faults;
    }

    @Override
    public void open() throws IOException {
        faults.before("open");
        sink.open();
    }

    @Override
    public void write(Pane<?> pane) throws IOException {
        faults.around("write", () -> sink.write(pane));
    }

    @Override
    public void flush() throws IOException {
        faults.around("flush", () -> sink.flush());
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
