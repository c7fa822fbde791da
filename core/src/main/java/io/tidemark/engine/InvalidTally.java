// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.element.InvalidReason;
import java.util.EnumMap;
import java.util.Map;

/** Counts the records that no view could use, by reason. The feeding thread's. */
final class InvalidTally {
    private final EnumMap<InvalidReason, Long> counts = new EnumMap<>(InvalidReason.class);
    private long total;

    /** There is another one. */
    void count(InvalidReason reason) {
        counts.merge(reason, 1L, Long::sum);
        total++;
    }

    /** How many there were. */
    long total() {
        return total;
    }

    /** How many there were for each reason that there was. */
    Map<InvalidReason, Long> counts() {
        return new EnumMap<>(counts);
    }

    void writeTotal(StateOutput out) {
        out.writeVarLong(total);
    }

    void readTotal(StateInput in) throws CorruptStateException {
        total = in.readVarLong();
    }

    /** Writes the reasons by name, after everything else: where there are none, and in what was written before they were counted, they are not there. */
    void writeReasons(StateOutput out) {
        counts.forEach((reason, count) -> {
            out.writeText(reason.wireName());
            out.writeVarLong(count);
        });
    }

    /** Reads what {@link #writeReasons} wrote. */
    void readReasons(StateInput in) throws CorruptStateException {
        while (in.remaining() > 0) {
            String name = in.readText();
            long count = in.readVarLong();
            for (InvalidReason reason : InvalidReason.values()) {
                if (reason.wireName().equals(name)) {
                    counts.put(reason, count);
                }
            }
        }
    }
}
