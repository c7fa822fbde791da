// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import io.tidemark.connector.kafka.PaneFormat;
import io.tidemark.pane.Pane;
import io.tidemark.runtime.json.PaneJson;

/** Panes in Kafka are what they are in a file, without the line's end. */
public final class JsonPanes implements PaneFormat {
    /** The format. */
    public JsonPanes() {}

    @Override
    public String key(Pane<?> pane) {
        return PaneJson.key(pane.key());
    }

    @Override
    public String id(Pane<?> pane) {
        return PaneJson.id(pane);
    }

    @Override
    public byte[] value(Pane<?> pane) {
        return PaneJson.value(pane);
    }
}
