// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointHeader;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.render.Figures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What there is to say of a checkpoint in few words. */
final class CheckpointFigures {
    private static final int POSITIONS_SHOWN = 3;

    private CheckpointFigures() {}

    /** How long ago it was made. */
    static String age(Checkpoint checkpoint, Host host) {
        long millis = Math.max(0, host.clock().millis() - checkpoint.header().createdAt());
        return Figures.span(millis / 1000);
    }

    /** {@code base + 2 deltas}. */
    static String segments(Checkpoint checkpoint) {
        int deltas = checkpoint.segments().size() - 1;
        return switch (deltas) {
            case -1 -> "empty";
            case 0 -> "base";
            case 1 -> "base + 1 delta";
            default -> "base + " + deltas + " deltas";
        };
    }

    /** The watermark of the view that is furthest behind. */
    static String lowestWatermark(CheckpointHeader header) {
        return header.watermarks().isEmpty()
                ? "-"
                : Figures.time(Collections.min(header.watermarks().values()));
    }

    /** {@code 0:1200 1:1187 (+2)}. */
    static String positions(CheckpointHeader header) {
        Map<Integer, Long> next = header.positions().next();
        List<String> shown = new ArrayList<>();
        next.forEach((partition, offset) -> {
            if (shown.size() < POSITIONS_SHOWN) {
                shown.add(partition + ":" + offset);
            }
        });
        int others = next.size() - shown.size();
        return String.join(" ", shown) + (others > 0 ? " (+" + others + ")" : "");
    }
}
