// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import java.util.Locale;

/** Who takes part. */
enum Contender {
    /** We. */
    TIDEMARK("Tidemark"),
    /** With {@code exactly_once_v2}. */
    KAFKA_STREAMS("Kafka Streams"),
    /** With the exactly-once sink. */
    FLINK("Flink");

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    /** For people. */
    String title() {
        return title;
    }

    /** For names of topics and files. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
