// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.pane.Pane;

/**
 * What of a pane stands in a record. Called by one thread at a time.
 *
 * <p>Law: the same pane gives the same texts in every run, after any recovery.
 */
public interface PaneFormat {
    /** The pane's key as text: what panes of one key have in common, and others do not. */
    String key(Pane<?> pane);

    /** What identifies the pane (rule P8). */
    String id(Pane<?> pane);

    /** The pane itself. */
    byte[] value(Pane<?> pane);
}
