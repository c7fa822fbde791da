// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import java.util.Optional;

/**
 * How memory is shared out.
 *
 * @param place where it stands; empty when nothing was given
 * @param totalLimitMb all of it
 * @param hotState share of accumulators on the heap
 * @param warmCache share of the warm backend's cache
 * @param networkBuffers share of queues and clients
 * @param overhead share of the rest
 * @param highWatermark share of use at which state is spilled
 * @param lowWatermark share of use at which spilling ends
 */
public record MemoryConfig(
        Optional<Place> place,
        long totalLimitMb,
        double hotState,
        double warmCache,
        double networkBuffers,
        double overhead,
        double highWatermark,
        double lowWatermark) {}
