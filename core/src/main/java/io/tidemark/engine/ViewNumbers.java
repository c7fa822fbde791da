// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers by which a job's checkpoints call its views, and what each view looked like. A view keeps its number as long as it keeps its name. */
final class ViewNumbers {
    /** The highest number: it has two bytes. */
    private static final int MAX = 0xFFFF;

    private final Map<String, Known> byName = new LinkedHashMap<>();
    private int next;

    /**
     * A view.
     *
     * @param number its number
     * @param shape what its state depends on, as {@link Planner#shape} tells
     */
    private record Known(int number, String shape) {}

    /** Gives each of {@code views} that has none a number. */
    void add(List<? extends View<?, ?>> views) {
        for (View<?, ?> view : views) {
            if (!byName.containsKey(view.name())) {
                if (next > MAX) {
                    throw new IllegalStateException("a job's checkpoints know at most 65,536 views in its life");
                }
                byName.put(view.name(), new Known(next++, Planner.shape(view)));
            }
        }
    }

    /** Forgets every view that is not one of {@code views}, and returns their numbers. */
    List<Integer> forgetOthers(List<? extends View<?, ?>> views) {
        List<Integer> forgotten = new ArrayList<>();
        byName.entrySet().removeIf(known -> {
            boolean isOther = views.stream().noneMatch(view -> view.name().equals(known.getKey()));
            if (isOther) {
                forgotten.add(known.getValue().number);
            }
            return isOther;
        });
        return forgotten;
    }

    /** The number of a view. */
    int of(String view) {
        Known known = byName.get(view);
        if (known == null) {
            throw new IllegalStateException("view '" + view + "' has no number");
        }
        return known.number;
    }

    /** The name of a view; null when the number is unknown. */
    @Nullable
    String name(int number) {
        for (Map.Entry<String, Known> known : byName.entrySet()) {
            if (known.getValue().number == number) {
                return known.getKey();
            }
        }
        return null;
    }

    /** The shapes of the views, by name. */
    Map<String, String> shapes() {
        Map<String, String> shapes = new LinkedHashMap<>();
        byName.forEach((name, known) -> shapes.put(name, known.shape));
        return shapes;
    }

    /** Refuses views that have changed too much for their state. */
    void check(List<? extends View<?, ?>> views) throws ChangedViewException {
        for (View<?, ?> view : views) {
            Known known = byName.get(view.name());
            String shape = Planner.shape(view);
            if (known != null && !known.shape.equals(shape)) {
                throw new ChangedViewException(view.name(), known.shape, shape);
            }
        }
    }

    void write(StateOutput out) {
        out.writeVarLong(next);
        out.writeVarLong(byName.size());
        byName.forEach((name, known) -> {
            out.writeText(name);
            out.writeVarLong(known.number);
            out.writeText(known.shape);
        });
    }

    /** Reads what {@link #write} wrote into empty numbers. */
    void read(StateInput in) throws CorruptStateException {
        next = (int) in.readVarLong();
        int count = in.readCount(3);
        for (int i = 0; i < count; i++) {
            String name = in.readText();
            long number = in.readVarLong();
            if (number < 0 || number >= next || next > MAX + 1) {
                throw new CorruptStateException("view '" + name + "' cannot have the number " + number);
            }
            byName.put(name, new Known((int) number, in.readText()));
        }
    }
}
