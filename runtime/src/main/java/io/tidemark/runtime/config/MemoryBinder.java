// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import java.util.List;
import java.util.Optional;

/** Reads how memory is shared out. */
final class MemoryBinder {
    private static final Value<Double> SHARE = Values.decimal(0, 1);
    private static final double ROUNDING = 1e-9;

    private MemoryBinder() {}

    static MemoryConfig bind(Section section) {
        long total = section.get("total_limit_mb", Values.integer(64, 1 << 30), 4096L);
        Section shares = section.section("allocation");
        double hot = shares.get("hot_state", SHARE, 0.5);
        double warm = shares.get("warm_cache", SHARE, 0.3);
        double network = shares.get("network_buffers", SHARE, 0.1);
        double overhead = shares.get("overhead", SHARE, 0.1);
        shares.close();
        double sum = hot + warm + network + overhead;
        if (sum > 1 + ROUNDING) {
            section.problem(
                    "allocation",
                    "the shares add up to " + Math.round(sum * 1000) / 1000.0 + "; they must not be more than 1");
        }
        Section pruning = section.section("pruning");
        pruning.get("strategy", Values.oneOf(List.of("adaptive")), "adaptive");
        double high = pruning.get("high_watermark", SHARE, 0.8);
        double low = pruning.get("low_watermark", SHARE, 0.6);
        if (low >= high) {
            pruning.problem("low_watermark", "must be below the high_watermark of " + high + ", but is " + low);
        }
        pruning.close();
        section.close();
        return new MemoryConfig(given(section), total, hot, warm, network, overhead, high, low);
    }

    private static Optional<Place> given(Section section) {
        return section.isPresent() ? Optional.of(section.place()) : Optional.empty();
    }
}
