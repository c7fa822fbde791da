// SPDX-License-Identifier: Apache-2.0
package io.tidemark.source;

import java.util.SortedMap;

/** What a source is besides when it can tell how far it is behind what there is to read. */
public interface Lagging {
    /**
     * How many records each partition holds that were not yielded yet, as far as is known, by the name under which people know the partition. Partitions of which nothing is known are left out.
     * May be asked from any thread.
     */
    SortedMap<String, Long> lag();
}
