// SPDX-License-Identifier: Apache-2.0
package io.tidemark.source;

/** Takes the records that a source yields, in the order of each partition. */
@FunctionalInterface
public interface RecordHandler {
    /** Takes one record. */
    void record(SourceRecord record);
}
