// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;

/**
 * A format of records that become rows, chosen by name in a job file.
 *
 * <p>Found with {@code ServiceLoader}, so an implementation is public and has a public constructor without parameters.
 */
public interface RowFormat {
    /** The name in a job file, for example {@code feedback_event}. */
    String name();

    /** What it reads, in one sentence, for people who choose. */
    String description();

    /**
     * A new decoder, for one thread.
     *
     * @throws IllegalArgumentException when the options ask for what the format does not have; the message says what to change
     */
    Decoder<Row> decoder(DecoderOptions options);
}
