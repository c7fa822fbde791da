// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.generate;

import io.tidemark.connector.kafka.KafkaFeed;
import io.tidemark.runtime.io.FeedbackEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Events as records of a topic: the key is who an event is about, the record's time that of the event. */
public final class KafkaEvents implements EventOutput {
    private final KafkaFeed feed;

    /** To {@code feed}, which is closed with this. */
    public KafkaEvents(KafkaFeed feed) {
        this.feed = feed;
    }

    @Override
    public void write(FeedbackEvent event) throws IOException {
        feed.send(event.key().getBytes(StandardCharsets.UTF_8), event.json(), event.timestamp());
    }

    @Override
    public void pause() {
        // The producer sends by itself.
    }

    @Override
    public void complete() throws IOException {
        feed.flush();
    }

    @Override
    public void close() throws IOException {
        feed.close();
    }
}
