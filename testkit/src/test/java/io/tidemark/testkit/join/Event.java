// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.join;

import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.join.JoinSide;
import io.tidemark.join.Pairing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The element of the tests.
 *
 * @param sides {@code l}, {@code r}, {@code lr}, or something else for neither; {@code j} once it is joined
 * @param key by what it is joined; null for none
 * @param name unique; of a joined one, those of its parts and its time: {@code c1+f2@7}
 */
record Event(String sides, @Nullable String key, String name) {
    static final JoinSide<Event> LEFT = new JoinSide<>(event -> event.sides.contains("l"), Event::key);
    static final JoinSide<Event> RIGHT = new JoinSide<>(event -> event.sides.contains("r"), Event::key);

    static Event left(@Nullable String key, String name) {
        return new Event("l", key, name);
    }

    static Event right(@Nullable String key, String name) {
        return new Event("r", key, name);
    }

    static String joined(String left, String right, long timestamp) {
        return left + "+" + right + "@" + timestamp;
    }

    /** Joins names. A half is marked, so that a whole element never passes for one. */
    enum Names implements Pairing<Event> {
        INSTANCE;

        @Override
        public Event half(Event element, boolean isLeft) {
            return new Event("half", null, element.name);
        }

        @Override
        public Event join(@Nullable Event left, @Nullable Event right, long timestamp) {
            return new Event("j", null, joined(name(left), name(right), timestamp));
        }

        private static String name(@Nullable Event half) {
            if (half != null && !half.sides.equals("half")) {
                throw new AssertionError(half + " is not a half");
            }
            return half == null ? "-" : half.name;
        }

        @Override
        public StateCodec<Event> codec() {
            return new Halves();
        }
    }

    private static final class Halves implements StateCodec<Event> {
        @Override
        public String name() {
            return "names";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(Event half, StateOutput out) {
            out.writeText(half.name);
        }

        @Override
        public Event read(StateInput in, int version) throws IOException {
            checkVersion(version);
            return new Event("half", null, in.readText());
        }
    }
}
