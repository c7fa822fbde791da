// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.generate;

import io.tidemark.runtime.io.FeedbackEvent;
import java.io.IOException;

/** Takes events; {@link #complete} when all of them were right, {@link #close} always. */
public interface EventOutput extends AutoCloseable {
    /** Takes one; may wait, and may keep it for a while. */
    void write(FeedbackEvent event) throws IOException;

    /** Says that no event is due for a moment: what was kept may go. */
    void pause() throws IOException;

    /** Makes sure that all of them have arrived. */
    void complete() throws IOException;

    @Override
    void close() throws IOException;
}
