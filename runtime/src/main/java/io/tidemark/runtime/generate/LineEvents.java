// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.generate;

import io.tidemark.runtime.io.FeedbackEvent;
import io.tidemark.runtime.io.LineOutput;
import java.io.IOException;

/** Events as JSON Lines. */
public final class LineEvents implements EventOutput {
    private static final byte[] END = {'\n'};

    private final LineOutput lines;

    /** To {@code lines}, which is closed with this. */
    public LineEvents(LineOutput lines) {
        this.lines = lines;
    }

    @Override
    public void write(FeedbackEvent event) throws IOException {
        lines.write(event.json());
        lines.write(END);
    }

    @Override
    public void pause() throws IOException {
        lines.flush();
    }

    @Override
    public void complete() throws IOException {
        lines.complete();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
