// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.codec.CorruptStateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with a segment. */
final class SegmentCheck {
    private SegmentCheck() {}

    /**
     * Every problem, in words.
     *
     * @throws IOException when the storage fails, so that it cannot be told
     */
    static List<String> problems(CheckpointStorage storage, Segment segment) throws IOException {
        String first = firstProblem(new SegmentCursor(storage, segment)::next);
        if (first == null) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < segment.parts().size(); i++) {
            int index = i;
            String problem = firstProblem(() -> PartReader.open(storage, segment, index));
            if (problem != null) {
                problems.add(problem);
            }
        }
        return problems.isEmpty() ? List.of(first) : problems;
    }

    /** What is wrong with something that is read until there is no more, or null. */
    private static @Nullable String firstProblem(Reading reading) throws IOException {
        try {
            while (reading.next() instanceof SegmentEntry) {
                // It is checked as it is read.
            }
            return null;
        } catch (CorruptStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Reads on. */
    @FunctionalInterface
    private interface Reading {
        @Nullable
        Object next() throws IOException;
    }
}
